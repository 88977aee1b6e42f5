package dev.shortpath.admission;

/** A request that is no review we can work with. */
final class BadReview extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final String uid;

    /**
     * What is wrong.
     *
     * @param code HTTP's
     * @param reason as metav1.Status spells it
     * @param message what is wrong and what would be right, for a person
     */
    BadReview(int code, String reason, String message) {
        this(code, reason, message, "");
    }

    private BadReview(int code, String reason, String message, String uid) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.uid = uid;
    }

    static BadReview body(String uid, String message) {
        return new BadReview(400, "BadRequest", message, uid);
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    /** Of the review, where one can be read: then it can be answered all the same. */
    String uid() {
        return uid;
    }
}
