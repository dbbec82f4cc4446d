package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Frameworks that read annotations look at the modifiers, too: Beam refuses state whose field is not final. */
final class AnnotatedFieldsTest {
    private static final String SCRIPT = """
            import java.lang.annotation.*;
            import java.lang.reflect.*;
            import java.util.*;
            import java.util.function.*;
            public class Script implements Supplier<String> {
                @Retention(RetentionPolicy.RUNTIME) @interface Mark {}
                @Mark private final List<Integer> marked;
                private final List<Integer> plain;
                @Deprecated public final int number;
                Script(int n) { marked = List.of(n); plain = List.of(n + 1); number = n + 2; }
                public String get() {
                    StringBuilder text = new StringBuilder(marked + " " + plain + " " + number);
                    for (Field field : getClass().getDeclaredFields()) {
                        if (field.getAnnotations().length > 0) {
                            text.append(", ").append(Modifier.toString(field.getModifiers())).append(' ').append(field.getName());
                        }
                    }
                    return text.toString();
                }
                public static Script run() { return new Script(7); }
            }
            """;

    @Test
    void stayFinalAndGetTheirValues() {
        Supplier<String> script = RunScript.runScript(SCRIPT);
        String expected = script.get();
        byte[] pickle = CloudPickle.dumps(script);

        assertThat(expected).isEqualTo("[7] [8] 9, private final marked, public final number");
        try (Worker worker = Worker.start();
                Worker relay = Worker.start()) {
            assertThat(worker.<Object>run(pickle)).isEqualTo(expected);
            byte[] back = worker.echoPickle(pickle);
            assertThat(relay.<Object>run(back)).isEqualTo(expected);
            assertThat(CloudPickle.<Supplier<String>>loads(back).get()).isEqualTo(expected);
        }
    }
}
