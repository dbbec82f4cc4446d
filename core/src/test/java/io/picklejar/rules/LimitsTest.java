package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.LimitExceededException;
import io.picklejar.policy.Limits;
import io.picklejar.testkit.RunScript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a pickle may ask for, and what it is told otherwise. */
final class LimitsTest {
    private static PickleJar jar(UnaryOperator<Limits> stricter) {
        return PickleJar.builder().limits(stricter.apply(Limits.standard())).build();
    }

    private static List<Object> nested(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            list = new ArrayList<>(List.of(list));
        }
        return list;
    }

    @Test
    void depthIsWhatIsBegunAndIncomplete() {
        PickleJar jar = jar(limits -> limits.withMaxDepth(100));

        assertThat(jar.<List<Object>>loads(jar.dumps(nested(100)))).isEqualTo(nested(100));
        assertThatThrownBy(() -> jar.loads(jar.dumps(nested(102))))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("objects nested more than 100 deep; raise Limits.maxDepth if the pickle is trusted"
                        + " [limit-exceeded]");
    }

    @SuppressWarnings("UnusedVariable")
    private static final class Holder {
        final int[] numbers = new int[11];
    }

    @ParameterizedTest
    @ValueSource(strings = {"references", "primitives", "inside a plain object"})
    void arrayLength(String where) {
        PickleJar jar = jar(limits -> limits.withMaxArrayLength(10));
        Object value = switch (where) {
            case "references" -> new Object[11];
            case "primitives" -> new long[11];
            default -> new Holder();
        };

        assertThat(jar.<Object[]>loads(jar.dumps(new Object[10]))).hasSize(10);
        assertThatThrownBy(() -> jar.loads(jar.dumps(value)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage(
                        "an array of 11 elements, allowed are 10; raise Limits.maxArrayLength if the pickle is trusted"
                                + " [limit-exceeded]");
    }

    @Test
    void arrayLengthOfBuffersBeside() {
        PickleJar jar = jar(limits -> limits.withMaxArrayLength(100));
        List<ByteBuffer> buffers = new ArrayList<>();
        byte[] pickle = jar.dumps(new int[101], buffers::add);

        assertThatThrownBy(() -> jar.loads(pickle, buffers))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageStartingWith("an array of 101 elements, allowed are 100;");
    }

    @Test
    void codeBytes() {
        Object script = RunScript.runScript("""
                public class Coded {
                    public static java.util.function.Supplier<String> run() { return () -> "text"; }
                }
                """);
        byte[] pickle = CloudPickle.dumps(script);

        assertThatThrownBy(() -> jar(limits -> limits.withMaxCodeBytes(100)).loads(pickle))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageMatching("a pickle with class files of \\d{3,4} bytes, allowed are 100; raise"
                        + " Limits.maxCodeBytes if it is trusted \\[limit-exceeded\\]");
    }

    @Test
    void aStrictJarChangesNothingForAnother() {
        PickleJar strict = jar(limits -> limits.withMaxReferences(1));
        byte[] pickle = strict.dumps(nested(5));

        assertThatThrownBy(() -> strict.loads(pickle)).isInstanceOf(LimitExceededException.class);
        assertThat(CloudPickle.<List<Object>>loads(pickle)).isEqualTo(nested(5));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Limits.standard().withMaxDepth(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limits must be positive: maxBytes=2147482623 maxReferences=500000000 maxDepth=0"
                        + " maxArrayLength=2147483647 maxClasses=20000 maxCodeBytes=2147483647 warnClosureBytes=10485760"
                        + " maxClosureBytes=9223372036854775807");
    }

    @Test
    void eachIsChangedAlone() {
        Limits all = Limits.standard()
                .withMaxBytes(1)
                .withMaxReferences(2)
                .withMaxDepth(3)
                .withMaxArrayLength(4)
                .withMaxClasses(5)
                .withMaxCodeBytes(6)
                .withWarnClosureBytes(7)
                .withMaxClosureBytes(8);

        assertThat(all).isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 7, 8));
    }
}
