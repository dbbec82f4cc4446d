package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.CodeRejectedException;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.CodePolicy;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a receiver refuses. */
@SuppressWarnings("serial")
final class SecurityConformanceTest {
    private static final String LOADED = "io.picklejar.conformance.loaded";

    /** Leaves a trace when it is initialized. */
    private static byte[] traced() {
        return CloudPickle.dumps(RunScript.runScript("""
                public class Script {
                    public static class Traced {
                        static { System.setProperty("%s", "yes"); }
                        int value = 1;
                    }
                    public static Object run() { return new Traced(); }
                }
                """.formatted(LOADED)));
    }

    private static PickleJar elsewhere() {
        return PickleJar.builder()
                .classLoader(new ClassLoader(SecurityConformanceTest.class.getClassLoader()) {})
                .build();
    }

    @Row("jvm_security")
    @Test
    void codeIsRefusedBeforeItIsDefined() {
        byte[] pickle = traced();
        System.clearProperty(LOADED);
        PickleJar noCode = elsewhere().toBuilder().codePolicy(CodePolicy.none()).build();

        assertThatThrownBy(() -> noCode.loads(pickle))
                .isInstanceOf(CodeRejectedException.class)
                .hasMessage("the code policy does not admit code unit "
                        + PickleJar.unitsIn(pickle).iterator().next() + " with Script, Script$Traced; if it is trusted,"
                        + " admit its id [code-rejected]");
        assertThat(System.getProperty(LOADED)).isNull();
        assertThat(noCode.<List<Integer>>loads(CloudPickle.dumps(List.of(1)))).containsExactly(1);
    }

    @Row("jvm_security")
    @Test
    @Timeout(120)
    void damagedPicklesDefineNothing() {
        byte[] pickle = traced();
        System.clearProperty(LOADED);
        Random random = new Random(20);
        PickleJar receiver = elsewhere();
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = pickle.clone();
            if (i % 4 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            } else {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] attempt = damaged;

            assertThatThrownBy(() -> receiver.loads(attempt)).isInstanceOf(UnpicklingException.class);
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }
}
