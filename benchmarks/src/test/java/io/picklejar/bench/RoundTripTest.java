package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every peer on every workload, untimed: who can, and that nobody else does by accident. */
final class RoundTripTest {
    private static final Set<Peers> OURS = EnumSet.of(Peers.PICKLEJAR, Peers.PICKLEJAR_FLINK, Peers.PICKLEJAR_BEAM);

    @ParameterizedTest
    @EnumSource(names = {"POJO", "RECORD"})
    void everyPeerCanDoData(Workload workload) {
        assertThat(peersThatCan(workload)).isEqualTo(EnumSet.allOf(Peers.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL_CLOSURE", "LARGE_CLOSURE"})
    void oursAloneCanDoClosuresThatAreNotSerializable(Workload workload) {
        assertThat(peersThatCan(workload)).isEqualTo(OURS);
    }

    @Test
    void javaSerializationAndBeamCanDoSerializableClosures() {
        Set<Peers> peers = EnumSet.of(Peers.JAVA, Peers.BEAM_SERIALIZABLE);
        peers.addAll(OURS);
        assertThat(peersThatCan(Workload.SERIALIZABLE_CLOSURE)).isEqualTo(peers);
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
    }

    private static Set<Peers> peersThatCan(Workload workload) {
        Set<Peers> peers = EnumSet.noneOf(Peers.class);
        for (Peers peer : Peers.values()) {
            if (Trial.of(workload, peer) instanceof Trial.Passed) {
                peers.add(peer);
            }
        }
        return peers;
    }
}
