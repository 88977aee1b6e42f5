package dev.shortpath.probe;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Something of the tree that is not as the kernel makes it; the message goes on after the path's name. */
class Odd extends IOException {
    private static final long serialVersionUID = 1L;

    Odd(String what) {
        super(what);
    }

    /** Why a path could not be read, to go on after its name. */
    static String reason(IOException e) {
        return switch (e) {
            case Odd odd -> odd.getMessage();
            case AccessDeniedException denied -> "may not be read: permission denied";
            case FileSystemException at when at.getReason() != null -> "cannot be read: " + at.getReason();
            case FileSystemException at -> "cannot be read";
            default -> "cannot be read: " + e.getMessage();
        };
    }
}
