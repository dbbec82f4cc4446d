package io.picklejar.golden;

/** Named by a golden file. */
final class GoldenException extends Exception {
    private static final long serialVersionUID = 1L;

    GoldenException(String message, Throwable cause) {
        super(message, cause);
    }
}
