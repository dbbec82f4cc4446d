package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.policy.Limits;
import io.picklejar.testkit.RunScript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closures that are larger than they were meant to be. */
final class ClosureSizeTest {
    private static final Logger LOGGER = Logger.getLogger("io.picklejar");

    private static final PickleJar JAR = PickleJar.builder()
            .limits(Limits.standard().withWarnClosureBytes(1_000_000))
            .build();

    private final List<String> logged = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getLevel() + " "
                    + String.format("%s %s", entry.getMessage(), List.of(entry.getParameters())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    private static final class Model {
        private final String name = "model";
        private final List<Object> tables = List.of("small", new int[1_000_000], new double[300_000]);

        int size() {
            return tables.size() + name.length();
        }
    }

    private static Supplier<Integer> closure() {
        Model model = new Model();
        return () -> model.size();
    }

    @Test
    void largeClosureIsReportedWithWhatMakesItLarge() {
        byte[] pickle = JAR.dumps(closure());

        assertThat(CloudPickle.<Supplier<Integer>>loads(pickle).get()).isEqualTo(8);
        assertThat(logged)
                .singleElement()
                .asString()
                .matches(
                        "WARNING .*"
                                + "a closure of 6,400,\\d+ bytes \\(io\\.picklejar\\.rules\\.ClosureSizeTest\\$\\$Lambda(\\$\\d+)?\\):"
                                + " \\$~0\\.tables\\[1] \\(int\\[]\\) 4,000,000 bytes, \\$~0\\.tables\\[2] \\(double\\[]\\) 2,400,000 bytes.*");
    }

    @Test
    void closureOverTheLimitIsRefusedAndNothingIsWritten() {
        PickleJar jar = PickleJar.builder()
                .limits(Limits.standard().withMaxClosureBytes(5_000_000))
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> jar.dump(closure(), out))
                .isInstanceOf(PicklingException.class)
                .hasMessageMatching("a closure of 6,400,\\d+ bytes \\(\\S+\\): \\$~0\\.tables\\[1] \\(int\\[]\\)"
                        + " 4,000,000 bytes, \\$~0\\.tables\\[2] \\(double\\[]\\) 2,400,000 bytes; allowed are 5,000,000"
                        + " at \\$; do not capture what the function can load or get as data, or raise"
                        + " Limits.maxClosureBytes \\[too-large\\]");
        assertThat(out.size()).isZero();
        assertThat(logged).isEmpty();
    }

    @Test
    void manySmallObjectsAreReportedAsTheCollectionTheyAreIn() {
        List<Object> entries = new ArrayList<>();
        IntStream.range(0, 300_000).forEach(i -> entries.add("entry " + i));
        Supplier<Integer> closure = () -> entries.size();

        JAR.dumps(closure);

        assertThat(logged)
                .singleElement()
                .asString()
                .containsPattern("\\$~0 \\(java\\.util\\.ArrayList\\) [3-5],\\d{3},\\d{3} bytes");
    }

    @Test
    void largeCodeIsReportedByClass() {
        String constant = "x".repeat(60_000);
        Supplier<String> script = RunScript.runScript("""
                public class Large {
                    static final class Texts { String text() { return "%s".concat("%s"); } }
                    public static java.util.function.Supplier<String> run() { return () -> new Texts().text(); }
                }
                """.formatted(constant, "y" + constant.substring(1)));
        PickleJar jar = PickleJar.builder()
                .limits(Limits.standard().withMaxClosureBytes(100_000))
                .build();

        assertThatThrownBy(() -> jar.dumps(script))
                .hasMessageMatching("a closure of 12\\d,\\d{3} bytes \\(\\S+\\): 2 classes 12\\d,\\d{3} bytes:"
                        + " Large\\$Texts 120,\\d{3}, Large [\\d,]+; allowed are 100,000 at \\$; do not"
                        + " capture what the function can load or get as data, or raise Limits.maxClosureBytes"
                        + " \\[too-large\\]");
    }

    @Test
    void tenMebibytesAreNotReportedByDefault() {
        CloudPickle.dumps(closure());

        assertThat(logged).isEmpty();
    }

    @Test
    void dataMayBeAsLargeAsItIs() {
        PickleJar.builder()
                .limits(Limits.standard().withWarnClosureBytes(100).withMaxClosureBytes(100))
                .build()
                .dumps(new int[1_000_000]);

        assertThat(logged).isEmpty();
    }

    /** As the records behind a serializer's snapshot: their code went before. */
    @Test
    void dataWhoseCodeIsKnownMayBeAsLargeAsItIs() {
        Object data = RunScript.runScript("""
                public class Data {
                    final int[] numbers = new int[1_000_000];
                    public static Object run() { return new Data(); }
                }
                """);
        byte[] pickle = JAR.dumps(data);
        assertThat(logged).hasSize(1);
        logged.clear();

        JAR.toBuilder().knownUnits(PickleJar.unitsIn(pickle)).build().dumps(data);

        assertThat(logged).isEmpty();
    }

    /** They are offered once, though the object is pickled again to see what makes it large. */
    @Test
    void buffersBesideThePickleDoNotCount() {
        List<ByteBuffer> buffers = new ArrayList<>();
        byte[] pickle = JAR.dumps(closure(), buffers::add);

        assertThat(buffers).hasSize(2);
        assertThat(pickle).hasSizeLessThan(10_000);
        assertThat(logged).isEmpty();
    }
}
