package dev.shortpath.probe;

import java.io.IOException;

/** The API server did not take or give something, or could not be reached. */
final class NotTaken extends IOException {
    private static final long serialVersionUID = 1L;

    static final int UNREACHABLE = 0;

    private final int code;

    /** @param code HTTP's, or UNREACHABLE */
    NotTaken(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    int code() {
        return code;
    }
}
