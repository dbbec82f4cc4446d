package io.picklejar.bench;

import java.util.List;
import java.util.function.Predicate;

/** Who is compared, ours first. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas of the constants capture nothing
public enum Peers {
    /** Ours, bare. */
    PICKLEJAR("PickleJar", workload -> new PickleJarPeer(), workload -> true),

    /** Ours, with the code of closures in each pickle. */
    PICKLEJAR_BY_VALUE("PickleJar by value", workload -> ByValuePeer.shipping(), Workload::isClosure),

    /** Ours, with the ids of code that the receiver has. */
    PICKLEJAR_BY_ID(
            "PickleJar by unit id", ByValuePeer::naming, workload -> workload.isClosure() && !workload.isCold()),

    /** Ours, in Flink. */
    PICKLEJAR_FLINK("PickleJar PickleSerializer", FlinkPeer::pickle),

    /** Ours, in Beam. */
    PICKLEJAR_BEAM("PickleJar PickleCoder", BeamPeer::pickle),

    /** The JDK's. */
    JAVA(
            "Java serialization",
            workload -> workload.isCold() ? JavaPeer.forUserCode() : JavaPeer.plain(),
            workload -> true),

    /** Kryo 5, with references. */
    KRYO("Kryo 5", workload -> KryoPeer.plain()),

    /** Kryo 5 with its serializer for lambdas. */
    KRYO_CLOSURES("Kryo 5 ClosureSerializer", workload -> KryoPeer.withClosures(), Workload::isClosure),

    /** Fory, with references. */
    FORY("Fory with references", workload -> ForyPeer.withReferences()),

    /** Flink's for POJOs and records. */
    FLINK_POJO("Flink PojoSerializer", FlinkPeer::pojo),

    /** Flink's for all else. */
    FLINK_KRYO("Flink KryoSerializer", FlinkPeer::kryo),

    /** Flink's for Avro; goes round in circles where the data does. */
    FLINK_AVRO("Flink AvroSerializer", FlinkPeer::avro, Workload::isData),

    /** Beam's for Serializable classes. */
    BEAM_SERIALIZABLE("Beam SerializableCoder", BeamPeer::serializable),

    /** Beam's for Avro; goes round in circles where the data does. */
    BEAM_AVRO("Beam AvroCoder", BeamPeer::avro, Workload::isData),

    /** Beam's for schemas; likewise. */
    BEAM_SCHEMA("Beam SchemaCoder", BeamPeer::schema, Workload::isData),

    /** Beam's extension for Kryo. */
    BEAM_KRYO("Beam KryoCoder", BeamPeer::kryo, Workload::isData);

    private final String label;
    private final Maker maker;
    private final Predicate<Workload> field;

    private interface Maker {
        Peer make(Workload workload) throws Exception;
    }

    /** For all values whose class is known. */
    Peers(String label, Maker maker) {
        this(label, maker, workload -> !workload.isCold());
    }

    Peers(String label, Maker maker, Predicate<Workload> field) {
        this.label = label;
        this.maker = maker;
        this.field = field;
    }

    /** Its name in tables. */
    String label() {
        return label;
    }

    /** Whether it is compared on the workload; it may turn out that it cannot do it. */
    boolean isFor(Workload workload) {
        return field.test(workload);
    }

    /** What its JVM is started with when it is timed; the JVMs of the others have none of it. */
    List<String> jvmFlags() {
        return this == KRYO_CLOSURES ? List.of("--add-opens=java.base/java.lang.invoke=ALL-UNNAMED") : List.of();
    }

    /**
     * A new instance, ready for values of the workload, for user code of the context class loader.
     *
     * @throws UnsupportedOperationException if the workload's type is none for it
     */
    Peer forWorkload(Workload workload) throws Exception {
        return maker.make(workload);
    }
}
