package io.picklejar.testkit;

/**
 * The work threw in the child JVM. Comes as text, as the child's exception class may be unknown here. The message is
 * the child's exception as its {@code toString} gives it, and then its stack trace.
 */
public final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remoteClassName;
    private final String remoteMessage;
    private final String remoteStackTrace;

    WorkerException(String remoteClassName, String remoteMessage, String remoteStackTrace) {
        super("in the worker: " + remoteStackTrace);
        this.remoteClassName = remoteClassName;
        this.remoteMessage = remoteMessage;
        this.remoteStackTrace = remoteStackTrace;
    }

    /** The binary name of the child's exception class. */
    public String remoteClassName() {
        return remoteClassName;
    }

    /** The message of the child's exception, {@code "null"} if it had none. */
    public String remoteMessage() {
        return remoteMessage;
    }

    /** The stack trace as the child would have printed it, causes included. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
