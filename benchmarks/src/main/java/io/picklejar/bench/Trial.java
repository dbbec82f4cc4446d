package io.picklejar.bench;

/** What came of one round trip of a peer on a workload: before anything is timed, it has to be right. */
sealed interface Trial {
    /** The workload. */
    Workload workload();

    /** The peer. */
    Peers peer();

    /** The value came back faithfully, and took so many bytes. */
    record Passed(Workload workload, Peers peer, int bytes) implements Trial {}

    /** The peer cannot do it; the reason is a line. */
    record Cannot(Workload workload, Peers peer, String reason) implements Trial {}

    /**
     * Makes the round trip before it is timed.
     *
     * @throws IllegalStateException if the peer cannot
     */
    static void require(Workload workload, Peers peer) {
        if (of(workload, peer) instanceof Cannot trial) {
            throw new IllegalStateException(peer.label() + " cannot do the " + workload.label() + ": " + trial.reason()
                    + "; leave the pair out");
        }
    }

    /** Makes the round trip, between two instances of the peer. Never throws: a peer that does cannot do it. */
    static Trial of(Workload workload, Peers peer) {
        try {
            Object value = workload.value();
            byte[] bytes = ContextLoader.call(value.getClass().getClassLoader(), () -> {
                Peer writer = peer.forWorkload(workload);
                writer.serialize(value);
                return writer.written();
            });
            Object copy = ContextLoader.call(
                    workload.newReceiver(), () -> peer.forWorkload(workload).deserialize(bytes));
            return workload.isFaithful(value, copy)
                    ? new Passed(workload, peer, bytes.length)
                    : new Cannot(workload, peer, "the value comes back different");
        } catch (Exception | LinkageError | StackOverflowError e) {
            return new Cannot(workload, peer, ReasonLine.of(e));
        }
    }
}
