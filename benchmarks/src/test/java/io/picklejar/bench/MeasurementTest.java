package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MeasurementTest {
    @Test
    void methodParametersAndTimeAreRead() {
        assertThat(Measurement.read(BenchmarkTableTest.json("results.json")))
                .startsWith(
                        new Measurement("deserialize", Workload.POJO, Peers.PICKLEJAR, new Quantity(2500.0, 250.0)),
                        new Measurement("deserialize", Workload.POJO, Peers.JAVA, new Quantity(25000.4, 123456.7)),
                        new Measurement("deserialize", Workload.POJO, Peers.KRYO, new Quantity(300.25, Double.NaN)));
    }

    @Test
    void otherUnitsAreRefused() {
        String json = """
                [{"benchmark": "io.picklejar.bench.SerializerBenchmark.serialize",
                  "params": {"workload": "POJO", "peer": "KRYO"},
                  "primaryMetric": {"score": 1.0, "scoreError": 0.5, "scoreUnit": "us/op"}}]
                """;

        assertThatThrownBy(() -> Measurement.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.picklejar.bench.SerializerBenchmark.serialize is measured in us/op, not in ns/op:"
                        + " run without -tu and -bm");
    }

    @Test
    void noJsonIsRefused() {
        assertThatThrownBy(() -> Measurement.read("[{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not the JSON that JMH writes: Unexpected end-of-input");
    }
}
