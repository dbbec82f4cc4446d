package io.picklejar.coupling;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shipped code uses what by-reference classes offer to their own package only, at every kind of receiver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private SplitProgram program;

    @BeforeAll
    void start(@TempDir Path directory) {
        program = new SplitProgram(
                directory,
                name -> name.matches(".*\\.Ref\\w*"),
                AccessCases.all().stream().map(AccessCases.Case::source).toArray(String[]::new));
        for (int version : List.of(17, 25)) {
            JdkHomes.ofVersion(version).ifPresent(home -> {
                workers.put(
                        version + "",
                        Worker.builder()
                                .jdk(home)
                                .alsoOnClassPath(program.referenceJar())
                                .start());
                workers.put(
                        version + " without privilege",
                        Worker.builder()
                                .jdk(home)
                                .jvmArgument("-Dio.picklejar.access=none")
                                .alsoOnClassPath(program.referenceJar())
                                .start());
            });
        }
    }

    @AfterAll
    void stop() {
        workers.values().forEach(worker -> {
            try (Worker ended = worker) {
                assertThat(ended.output()).isEmpty();
            }
        });
    }

    Stream<Arguments> casesAndReceivers() {
        List<Arguments> all = new ArrayList<>();
        for (AccessCases.Case each : AccessCases.all()) {
            workers.keySet().forEach(receiver -> all.add(Arguments.of(each, receiver)));
        }
        return all.stream();
    }

    @Row("jvm_access")
    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("casesAndReceivers")
    void works(AccessCases.Case test, String receiver) {
        PickleJar jar = program.jar().build();
        byte[] pickle = jar.dumps(program.job(test.name() + ".Job"));

        String answer = jar.loads(requireNonNull(workers.get(receiver)).runPickle(pickle));

        assertThat(answer).isEqualTo(test.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void worksAfterARelay(AccessCases.Case test) {
        PickleJar jar = program.jar().build();
        Worker first = workers.values().iterator().next();
        byte[] pickle = first.echoPickle(jar.dumps(program.job(test.name() + ".Job")));

        String answer = jar.loads(first.runPickle(pickle));

        assertThat(answer).isEqualTo(test.expected());
    }

    /** The second dump repeats what the first one found out. */
    @ParameterizedTest
    @MethodSource("cases")
    void bytesAreTheSameEachTime(AccessCases.Case test) {
        PickleJar jar = program.jar().build();
        Object job = program.job(test.name() + ".Job");

        byte[] first = jar.dumps(job);

        assertThat(jar.dumps(job)).isEqualTo(first);
        assertThat(jar.dumps(job)).isEqualTo(first);
        assertThat(program.jar().build().dumps(job)).isEqualTo(first);
    }

    static List<AccessCases.Case> cases() {
        return AccessCases.all();
    }
}
