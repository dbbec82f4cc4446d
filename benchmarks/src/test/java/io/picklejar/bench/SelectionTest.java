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
                        "io.picklejar.bench.SerializerBenchmark.roundTrip",
                        "io.picklejar.bench.FirstUseBenchmark.serialize",
                        "io.picklejar.bench.FirstUseBenchmark.deserialize");
    }

    @Test
    void closuresAreASuiteUnlessWorkloadsAreNamed() throws CommandLineOptionException {
        assertThat(Workload.closures())
                .containsExactly(
                        Workload.SMALL_CLOSURE,
                        Workload.SERIALIZABLE_CLOSURE,
                        Workload.LARGE_CLOSURE,
                        Workload.COLD_CLOSURE,
                        Workload.COLD_SERIALIZABLE_CLOSURE);
        assertThat(Selection.of(new CommandLineOptions(), Workload.closures()).workloads())
                .isEqualTo(Workload.closures());
        assertThat(Selection.of(new CommandLineOptions("-p", "workload=POJO"), Workload.closures())
                        .workloads())
                .containsExactly(Workload.POJO);
    }

    @Test
    void coldWorkloadsHaveMethodsOfTheirOwn() throws CommandLineOptionException {
        Selection selection = select("serialize$", "-e", "deserialize");
        assertThat(selection.methodsFor(Workload.LARGE_CLOSURE))
                .containsExactly("io.picklejar.bench.SerializerBenchmark.serialize");
        assertThat(selection.methodsFor(Workload.COLD_CLOSURE))
                .containsExactly("io.picklejar.bench.FirstUseBenchmark.serialize");
        assertThat(select("roundTrip").methodsFor(Workload.COLD_CLOSURE)).isEmpty();
    }

    @Test
    void peersAreTriedOnWhatTheyAreForOnly() throws CommandLineOptionException {
        assertThat(select("-p", "peer=JAVA,FLINK_POJO", "-p", "workload=COLD_CLOSURE")
                        .trials())
                .extracting(Trial::peer)
                .containsExactly(Peers.JAVA);
        Selection none = select("-p", "peer=PICKLEJAR_BY_VALUE", "-p", "workload=POJO,RECORD");
        assertThatThrownBy(none::trials)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("none of [PICKLEJAR_BY_VALUE] is compared on any of [POJO, RECORD]");
    }

    @Test
    void jmhsArgumentsSelect() throws CommandLineOptionException {
        assertThat(select("-p", "peer=KRYO,JAVA", "-p", "workload=POJO", "serialize$", "-e", "deserialize"))
                .isEqualTo(new Selection(
                        List.of(Workload.POJO),
                        List.of(Peers.JAVA, Peers.KRYO),
                        List.of(
                                "io.picklejar.bench.SerializerBenchmark.serialize",
                                "io.picklejar.bench.FirstUseBenchmark.serialize")));
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> select("-p", "workload=POJO,JPOJO"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown workload in [POJO, JPOJO]; there are"
                        + " [POJO, RECORD, GRAPH, SMALL_CLOSURE, SERIALIZABLE_CLOSURE, LARGE_CLOSURE, COLD_CLOSURE,"
                        + " COLD_SERIALIZABLE_CLOSURE]");
        assertThatThrownBy(() -> select("copy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no benchmark matches [copy]; there are serialize, deserialize and roundTrip");
    }

    private static Selection select(String... arguments) throws CommandLineOptionException {
        return Selection.of(new CommandLineOptions(arguments), List.of(Workload.values()));
    }
}
