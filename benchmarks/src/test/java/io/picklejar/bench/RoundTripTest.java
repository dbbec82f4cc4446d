package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every peer on every workload, untimed: who can, and that nobody else does by accident. */
final class RoundTripTest {
    private static final Set<Peers> OURS = EnumSet.of(
            Peers.PICKLEJAR,
            Peers.PICKLEJAR_BY_VALUE,
            Peers.PICKLEJAR_BY_ID,
            Peers.PICKLEJAR_FLINK,
            Peers.PICKLEJAR_BEAM);

    @ParameterizedTest
    @EnumSource(names = {"POJO", "RECORD"})
    void everyPeerCanDoDataButAvroAndBeamsSchemasNoRecords(Workload workload) {
        Set<Peers> peers =
                EnumSet.complementOf(EnumSet.of(Peers.PICKLEJAR_BY_VALUE, Peers.PICKLEJAR_BY_ID, Peers.KRYO_CLOSURES));
        if (workload == Workload.RECORD) {
            peers.removeAll(EnumSet.of(Peers.FLINK_AVRO, Peers.BEAM_AVRO, Peers.BEAM_SCHEMA));
        }
        assertThat(peersThatCan(workload)).isEqualTo(peers);
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL_CLOSURE", "LARGE_CLOSURE"})
    void oursAloneCanDoClosuresThatAreNotSerializable(Workload workload) {
        assertThat(peersThatCan(workload)).isEqualTo(OURS);
    }

    @Test
    void javaSerializationBeamAndKryosSerializerForThemCanDoSerializableClosures() {
        Set<Peers> peers = EnumSet.of(Peers.JAVA, Peers.BEAM_SERIALIZABLE, Peers.KRYO_CLOSURES, Peers.FORY);
        peers.addAll(OURS);
        assertThat(peersThatCan(Workload.SERIALIZABLE_CLOSURE)).isEqualTo(peers);
    }

    @Test
    void coldClosuresAreForPeersThatCanBeToldWhereUserCodeIs() {
        assertThat(peersThatCan(Workload.COLD_CLOSURE))
                .isEqualTo(EnumSet.of(Peers.PICKLEJAR, Peers.PICKLEJAR_BY_VALUE));
        assertThat(peersThatCan(Workload.COLD_SERIALIZABLE_CLOSURE))
                .isEqualTo(EnumSet.of(Peers.PICKLEJAR, Peers.PICKLEJAR_BY_VALUE, Peers.JAVA, Peers.KRYO_CLOSURES));
    }

    /** Flink's serializer for POJOs writes what two objects share twice, and goes round in circles. */
    @Test
    void graphsAreForPeersWithReferences() {
        assertThat(peersThatCan(Workload.GRAPH))
                .isEqualTo(EnumSet.of(
                        Peers.PICKLEJAR,
                        Peers.PICKLEJAR_FLINK,
                        Peers.PICKLEJAR_BEAM,
                        Peers.JAVA,
                        Peers.KRYO,
                        Peers.FORY,
                        Peers.FLINK_KRYO,
                        Peers.BEAM_SERIALIZABLE));
    }

    @Test
    void codeTakesBytesAndItsIdFewer() {
        assertThat(bytes(Peers.PICKLEJAR_BY_VALUE)).isGreaterThan(bytes(Peers.PICKLEJAR_BY_ID));
    }

    @Test
    void whoCannotSaysWhy() {
        assertThat(Trial.of(Workload.SMALL_CLOSURE, Peers.FLINK_POJO))
                .isEqualTo(new Trial.Cannot(
                        Workload.SMALL_CLOSURE,
                        Peers.FLINK_POJO,
                        "UnsupportedOperationException: Function is no POJO: Flink would use its KryoSerializer"));
        assertThat(Trial.of(Workload.LARGE_CLOSURE, Peers.BEAM_SERIALIZABLE))
                .isEqualTo(new Trial.Cannot(
                        Workload.LARGE_CLOSURE,
                        Peers.BEAM_SERIALIZABLE,
                        "UnsupportedOperationException: Function is not Serializable"));
        assertThat(Trial.of(Workload.LARGE_CLOSURE, Peers.JAVA))
                .isEqualTo(new Trial.Cannot(
                        Workload.LARGE_CLOSURE,
                        Peers.JAVA,
                        "NotSerializableException: io.picklejar.bench.Closures$$Lambda"));
        assertThat(Trial.of(Workload.COLD_CLOSURE, Peers.KRYO_CLOSURES))
                .isEqualTo(new Trial.Cannot(
                        Workload.COLD_CLOSURE,
                        Peers.KRYO_CLOSURES,
                        "KryoException: Closure must implement java.io.Serializable."));
    }

    @Test
    void whatCannotIsNotTimed() {
        assertThatThrownBy(() -> Trial.require(Workload.COLD_CLOSURE, Peers.JAVA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Java serialization cannot do the cold closure:"
                        + " NotSerializableException: io.picklejar.bench.Closures$$Lambda; leave the pair out");
    }

    private static int bytes(Peers peer) {
        return Trial.of(Workload.SMALL_CLOSURE, peer) instanceof Trial.Passed passed ? passed.bytes() : 0;
    }

    private static Set<Peers> peersThatCan(Workload workload) {
        Set<Peers> peers = EnumSet.noneOf(Peers.class);
        for (Peers peer : Peers.values()) {
            if (peer.isFor(workload) && Trial.of(workload, peer) instanceof Trial.Passed) {
                peers.add(peer);
            }
        }
        return peers;
    }
}
