package io.picklejar.bench;

import java.util.function.Function;

/** Who is compared, ours first. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas of the constants capture nothing
public enum Peers {
    /** Ours, bare. */
    PICKLEJAR("PickleJar", workload -> new PickleJarPeer()),

    /** Ours, in Flink. */
    PICKLEJAR_FLINK("PickleJar PickleSerializer", FlinkPeer::pickle),

    /** Ours, in Beam. */
    PICKLEJAR_BEAM("PickleJar PickleCoder", BeamPeer::pickle),

    /** The JDK's. */
    JAVA("Java serialization", workload -> new JavaPeer()),

    /** Kryo 5, with references. */
    KRYO("Kryo 5", workload -> new KryoPeer()),

    /** Flink's for POJOs and records. */
    FLINK_POJO("Flink PojoSerializer", FlinkPeer::pojo),

    /** Flink's for all else. */
    FLINK_KRYO("Flink KryoSerializer", FlinkPeer::kryo),

    /** Beam's for Serializable classes. */
    BEAM_SERIALIZABLE("Beam SerializableCoder", BeamPeer::serializable);

    private final String label;
    private final Function<Workload, Peer> maker;

    Peers(String label, Function<Workload, Peer> maker) {
        this.label = label;
        this.maker = maker;
    }

    /** The one that all are compared with. */
    static Peers ours() {
        return PICKLEJAR;
    }

    /** Its name in tables. */
    String label() {
        return label;
    }

    /**
     * A new instance, ready for values of the workload.
     *
     * @throws UnsupportedOperationException if the workload's type is none for it
     */
    Peer forWorkload(Workload workload) {
        return maker.apply(workload);
    }
}
