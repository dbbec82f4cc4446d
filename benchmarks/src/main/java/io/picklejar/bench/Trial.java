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

    /** Makes the round trip. Never throws: a peer that does cannot do it. */
    static Trial of(Workload workload, Peers peer) {
        try {
            Peer instance = peer.forWorkload(workload);
            Object value = workload.value();
            int bytes = instance.serialize(value);
            Object copy = instance.deserialize(instance.written());
            return workload.isFaithful(value, copy)
                    ? new Passed(workload, peer, bytes)
                    : new Cannot(workload, peer, "the value comes back different");
        } catch (Exception | LinkageError | StackOverflowError e) {
            return new Cannot(workload, peer, ReasonLine.of(e));
        }
    }
}
