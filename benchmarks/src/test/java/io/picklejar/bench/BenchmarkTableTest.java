package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchmarkTableTest {
    private static final Setting SETTING =
            new Setting("Abacus, 2 processors, Linux amd64", "17.0.1+2, A VM", "1234abc", "bin/bench --quick");

    private static final String BEGINNING = """
            - Machine: Abacus, 2 processors, Linux amd64
            - JDK: 17.0.1+2, A VM
            - Commit: 1234abc
            - Command: `bin/bench --quick`

            Nanoseconds for a value, ± half of the 99.9% confidence interval. Ratio: the peer's time divided by that of
            PickleJar for the same workload; below 1 the peer is faster. —: the peer cannot do it.
            """;

    @Test
    void aTableForEachWorkloadShowsTimesRatiosBytesAndWhoCannot() {
        List<Trial> trials = List.of(
                new Trial.Passed(Workload.POJO, Peers.PICKLEJAR, 240),
                new Trial.Passed(Workload.POJO, Peers.JAVA, 1328),
                new Trial.Passed(Workload.POJO, Peers.KRYO, 130),
                new Trial.Passed(Workload.SMALL_CLOSURE, Peers.PICKLEJAR, 384),
                new Trial.Cannot(Workload.SMALL_CLOSURE, Peers.JAVA, "NotSerializableException: Closures$$Lambda"));

        assertThat(new BenchmarkTable(SETTING, trials, Measurement.read(json("results.json"))))
                .hasToString(BEGINNING + """

                                ### POJO

                                A value: a flight of eight fields, one a list of three strings.

                                | peer               | bytes |   serialize |         ratio |      deserialize |       ratio |
                                |--------------------|------:|------------:|--------------:|-----------------:|------------:|
                                | PickleJar          |   240 | 1,000 ± 100 |             1 |      2,500 ± 250 |           1 |
                                | Java serialization |  1328 | 2,000 ± 200 |   2.00 ± 0.28 | 25,000 ± 123,457 | 10.0 ± 49.4 |
                                | Kryo 5             |   130 | 45.7 ± 12.3 | 0.046 ± 0.013 |          300 ± ? |    0.12 ± ? |

                                ### small closure

                                A value: a Function lambda with two captures, not Serializable.

                                | peer               | bytes |   serialize | ratio |
                                |--------------------|------:|------------:|------:|
                                | PickleJar          |   384 | 9.13 ± 0.01 |     1 |
                                | Java serialization |     — |           — |     — |

                                ### Cannot

                                - Java serialization, small closure: NotSerializableException: Closures$$Lambda
                                """);
    }

    @Test
    void withoutPickleJarAllAreComparedWithTheFirst() {
        List<Trial> trials = List.of(
                new Trial.Passed(Workload.POJO, Peers.KRYO, 130),
                new Trial.Passed(Workload.POJO, Peers.BEAM_KRYO, 140));
        List<Measurement> measurements = List.of(
                new Measurement("serialize", Workload.POJO, Peers.KRYO, new Quantity(45.678, 0)),
                new Measurement("serialize", Workload.POJO, Peers.BEAM_KRYO, new Quantity(91.356, 0)));

        assertThat(new BenchmarkTable(SETTING, trials, measurements))
                .hasToString(BEGINNING.replace("PickleJar for the", "Kryo 5 for the") + """

                                ### POJO

                                A value: a flight of eight fields, one a list of three strings.

                                | peer           | bytes |  serialize |       ratio |
                                |----------------|------:|-----------:|------------:|
                                | Kryo 5         |   130 | 45.7 ± 0.0 |           1 |
                                | Beam KryoCoder |   140 | 91.4 ± 0.0 | 2.00 ± 0.00 |
                                """);
    }

    @Test
    void jvmFlagsAreToldWithTheLegend() {
        List<Trial> trials = List.of(
                new Trial.Passed(Workload.COLD_SERIALIZABLE_CLOSURE, Peers.PICKLEJAR, 384),
                new Trial.Passed(Workload.COLD_SERIALIZABLE_CLOSURE, Peers.KRYO_CLOSURES, 182));
        Quantity time = new Quantity(1_234_567.0, 89_012.0);
        List<Measurement> measurements =
                List.of(new Measurement("deserialize", Workload.COLD_SERIALIZABLE_CLOSURE, Peers.PICKLEJAR, time));

        assertThat(new BenchmarkTable(SETTING, trials, measurements)).hasToString(BEGINNING + """
                                Kryo 5 ClosureSerializer runs with `--add-opens=java.base/java.lang.invoke=ALL-UNNAMED`, all others without JVM flags.

                                ### cold Serializable closure

                                A value: the Serializable closure, of a class that neither side has met before.

                                | peer                     | bytes |        deserialize | ratio |
                                |--------------------------|------:|-------------------:|------:|
                                | PickleJar                |   384 | 1,234,567 ± 89,012 |     1 |
                                | Kryo 5 ClosureSerializer |   182 |                    |       |
                                """);
    }

    /** A file beside this class. */
    static String json(String name) {
        try (InputStream in = BenchmarkTableTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
