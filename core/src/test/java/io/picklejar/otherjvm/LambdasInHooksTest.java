package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Lambdas that Java serialization gets hold of before the pickler does. */
final class LambdasInHooksTest {
    @Test
    void aSerializableLambdaInAnObjectWithHooksBringsItsCode() {
        Supplier<Object> holder = RunScript.runScript("""
                import java.io.*;
                import java.util.*;
                import java.util.concurrent.*;
                import java.util.function.*;
                public class Script implements Supplier<Object>, Serializable {
                    interface Text extends Supplier<String>, Serializable {}
                    private Text text;
                    private Queue<Text> queue = new ArrayBlockingQueue<>(1);
                    public Object get() { return text.get() + queue.peek().get(); }
                    private void writeObject(ObjectOutputStream out) throws IOException { out.defaultWriteObject(); }
                    public static Script run() {
                        String captured = "captured".repeat(1);
                        Script script = new Script();
                        script.text = () -> "code of " + captured;
                        script.queue.add(() -> ", in a queue");
                        return script;
                    }
                }
                """);

        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(holder.getClass().getClassLoader());
        byte[] pickle;
        try {
            pickle = CloudPickle.dumps(holder);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(new String(pickle, StandardCharsets.ISO_8859_1))
                .doesNotContain("java.lang.invoke.SerializedLambda\0");
        try (Worker worker = Worker.start()) {
            assertThat(worker.<Object>run(pickle)).isEqualTo("code of captured, in a queue");
        }
    }

    @Test
    void aSerializableLambdaOfTheJdkGoesByName() {
        Comparator<String> reversed = Collections.reverseOrder(Comparator.comparing(String::length));
        assertThat(CloudPickle.<Comparator<String>>loads(CloudPickle.dumps(reversed))
                        .compare("a", "bb"))
                .isPositive();
    }
}
