package io.picklejar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.Explanation;
import io.picklejar.testkit.RunScript;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    @Test
    void saysWhichFieldsStayHome() {
        Explanation explanation = CloudPickle.explain(RunScript.runScript("""
                import java.util.function.*;
                public class Script {
                    final Thread thread = new Thread();
                    final Object cache = new Object();
                    final int factor = 3;
                    Function<Integer, Integer> times() { return n -> n * more(); }
                    int more() { return factor + Integer.valueOf(1); }
                    String rest() { return "" + thread + cache; }
                    int other = 7;
                    public static Object run() { return new Script().times(); }
                }
                """));

        assertThat(explanation.leftOut()).contains("Script.cache", "Script.thread", "Script.other");
        assertThat(explanation.toString()).contains(System.lineSeparator() + "  left out      Script.cache");
        assertThat(CloudPickle.explain(new Object[] {"all"}).leftOut()).isEmpty();
    }
}
