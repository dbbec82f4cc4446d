package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

final class SelectionTest {
    @Test
    void allIsSelectedUnlessAskedOtherwise() throws CommandLineOptionException {
        Selection selection = select();
        assertThat(selection.workloads()).containsExactly(Workload.values());
        assertThat(selection.peers()).containsExactly(Peers.values());
        assertThat(selection.methods())
                .containsExactlyInAnyOrder(
                        "io.picklejar.bench.SerializerBenchmark.serialize",
                        "io.picklejar.bench.SerializerBenchmark.deserialize",
                        "io.picklejar.bench.SerializerBenchmark.roundTrip");
    }

    @Test
    void jmhsArgumentsSelect() throws CommandLineOptionException {
        assertThat(select("-p", "peer=KRYO,JAVA", "-p", "workload=POJO", "serialize$", "-e", "deserialize"))
                .isEqualTo(new Selection(
                        List.of(Workload.POJO),
                        List.of(Peers.JAVA, Peers.KRYO),
                        List.of("io.picklejar.bench.SerializerBenchmark.serialize")));
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> select("-p", "workload=POJO,JPOJO"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown workload in [POJO, JPOJO]; there are"
                        + " [POJO, RECORD, SMALL_CLOSURE, SERIALIZABLE_CLOSURE, LARGE_CLOSURE]");
        assertThatThrownBy(() -> select("copy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no benchmark matches [copy]; there are serialize, deserialize and roundTrip");
    }

    private static Selection select(String... arguments) throws CommandLineOptionException {
        return Selection.of(new CommandLineOptions(arguments));
    }
}
