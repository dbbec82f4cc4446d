package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.CodeRejectedException;
import io.picklejar.error.LimitExceededException;
import io.picklejar.error.MissingClassException;
import io.picklejar.policy.CodePolicy;
import io.picklejar.policy.Limits;
import io.picklejar.policy.UnitId;
import io.picklejar.testkit.RunScript;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a receiver refuses, and that nothing ran by then. */
final class ReceiverPolicyTest {
    private static final String LOADED = "io.picklejar.rules.loaded";

    /** Leaves a trace when its class is initialized. */
    private static byte[] pickleOfCode() {
        Supplier<String> script = RunScript.runScript("""
                package rejected;
                public class Script {
                    public static class Traced {
                        static { System.setProperty("%s", "yes"); }
                    }
                    public static java.util.function.Supplier<String> run() {
                        return () -> new Traced().getClass().getSimpleName();
                    }
                }
                """.formatted(LOADED));
        return CloudPickle.dumps(script);
    }

    @Test
    void noCodeMeansNoCode() {
        byte[] pickle = pickleOfCode();
        PickleJar jar = PickleJar.builder().codePolicy(CodePolicy.none()).build();

        assertThatThrownBy(() -> jar.loads(pickle))
                .isInstanceOf(CodeRejectedException.class)
                .hasMessageStartingWith("the code policy does not admit code unit ")
                .hasMessageContaining(" with rejected.Script")
                .hasMessageEndingWith("; if it is trusted, admit its id [code-rejected]");
        assertThat(System.getProperty(LOADED)).isNull();
        assertThat(jar.<List<String>>loads(CloudPickle.dumps(List.of("data")))).containsExactly("data");
    }

    @Test
    void onlyUnitsThatWereAdmitted() {
        byte[] pickle = pickleOfCode();
        Set<UnitId> units = PickleJar.unitsIn(pickle);
        PickleJar admitting = PickleJar.builder()
                .classLoader(new ClassLoader(getClass().getClassLoader()) {})
                .codePolicy(CodePolicy.units(units))
                .build();
        PickleJar admittingOthers = admitting.toBuilder()
                .codePolicy(CodePolicy.units(Set.of(UnitId.parse("00".repeat(32)))))
                .build();

        assertThat(units).isNotEmpty();
        assertThatThrownBy(() -> admittingOthers.loads(pickle)).isInstanceOf(CodeRejectedException.class);
        assertThat(System.getProperty(LOADED)).isNull();
        assertThat(admitting.<Supplier<String>>loads(pickle).get()).isEqualTo("Traced");
        assertThat(System.clearProperty(LOADED)).isEqualTo("yes");
    }

    @Test
    void tooManyBytes() {
        byte[] pickle = CloudPickle.dumps("x".repeat(1_000));
        PickleJar jar =
                PickleJar.builder().limits(Limits.standard().withMaxBytes(100)).build();

        assertThatThrownBy(() -> jar.loads(pickle))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageMatching(
                        "a pickle of 10\\d\\d bytes, allowed are 100; raise Limits.maxBytes if it is trusted"
                                + " \\[limit-exceeded\\]");
    }

    @Test
    void tooManyClasses() {
        byte[] pickle = pickleOfCode();
        PickleJar jar =
                PickleJar.builder().limits(Limits.standard().withMaxClasses(1)).build();

        assertThatThrownBy(() -> jar.loads(pickle))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageMatching("a pickle with \\d+ class files, allowed are 1; raise Limits.maxClasses if it is"
                        + " trusted \\[limit-exceeded\\]");
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void tooManyObjects() {
        byte[] pickle = CloudPickle.dumps(new Object[] {new Object(), new Object(), new Object(), new Object()});
        PickleJar jar = PickleJar.builder()
                .limits(Limits.standard().withMaxReferences(3))
                .build();

        assertThatThrownBy(() -> jar.loads(pickle)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void allMissingClassesAreNamed() {
        byte[] pickle = CloudPickle.dumps(new Object[] {new First(), new Second()});
        PickleJar jar = PickleJar.builder()
                .classLoader(ClassLoader.getPlatformClassLoader())
                .build();
        String first = First.class.getName();
        String second = Second.class.getName();

        assertThatThrownBy(() -> jar.loads(pickle)).isInstanceOfSatisfying(MissingClassException.class, e -> {
            assertThat(e.missing()).containsExactly(first, second);
            assertThat(e)
                    .hasMessage("missing at the receiver (" + ClassLoader.getPlatformClassLoader() + "): " + first
                            + ", " + second + "; put the jar on the receiver's class path, or ship the code when"
                            + " pickling: PickleJar.builder().byValue(ClassRule.className(\"" + first
                            + "\")).byValue(ClassRule.className(\"" + second + "\")).build() [missing-class]");
        });
    }

    private static final class First {}

    private static final class Second {}
}
