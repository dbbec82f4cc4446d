package io.picklejar.analyze;

import org.jspecify.annotations.Nullable;

/** No tier of lambda recovery could tell which method a lambda runs, or what it captured. */
public final class LambdaNotRecoveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String advice;

    LambdaNotRecoveredException(String what, String advice, @Nullable Throwable cause) {
        super(what + "; " + advice, cause);
        this.what = what;
        this.advice = advice;
    }

    /** What could not be recovered and why, without a final full stop. */
    public String what() {
        return what;
    }

    /** What the user can do about it, an imperative without a final full stop. */
    public String advice() {
        return advice;
    }
}
