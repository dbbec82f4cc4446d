package io.picklejar.wrongcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of by-reference anonymous and local classes, whose names the receiver's build gives to others. */
final class NumberedClassesTest {
    private static final String ABOVE =
            "static Object above() { return new Supplier<Object>() { public Object get() { return 6; } }; }";

    @TempDir
    private Path folder;

    private int builds;

    private static String job(String above, String body) {
        return """
                package com.acme;
                import java.util.*;
                import java.util.function.*;
                public class Job {
                    %s
                    static int n(String text) { return text.length(); }
                    public static Supplier<Object> run() { %s }
                }
                """.formatted(above, body);
    }

    private UserJar build(String source) {
        return UserJar.compile(folder.resolve("build" + ++builds + ".jar"), List.of(), source);
    }

    private Object run(String origin, String receiver) {
        ClassLoader loader = UserJar.loader(build(origin));
        byte[] pickle = PickleJar.builder()
                .classLoader(loader)
                .build()
                .dumps(RunScript.<Object>call(UserJar.load(loader, "com.acme.Job"), "run"));
        try (Worker worker =
                Worker.builder().alsoOnClassPath(build(receiver).path()).start()) {
            Object result = PickleJar.standard().loads(worker.runPickle(pickle));
            assertThat(worker.output()).isEmpty();
            return result;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int n = n(\"12345\"); return new Supplier<>() { public Object get() { return n * 100; } };",
                "int n = n(\"12345\"); class Local implements Supplier<Object> { public Object get() { return n * 100; } }"
                        + " return new Local();",
                "return new Supplier<>() { final Object inner = new Object() { public String toString() { return \"500\"; } };"
                        + " public Object get() { return Integer.valueOf(inner.toString()); } };",
                "return new Supplier<>() { class Inner { int get() { return 500; } } final Inner inner = new Inner();"
                        + " public Object get() { return inner.get(); } };",
                "ArrayList<Integer> list = new ArrayList<>() { @Override public Integer get(int i) { return 100 * super.get(i); } };"
                        + " list.add(5); return () -> list.get(0);",
            })
    @Row("jvm_wrong_code")
    void oneThatIsInsertedAboveIsNotMistakenForIt(String body) {
        assertThat(run(job("", body), job("", body))).isEqualTo(500);
        assertThat(run(job("", body), job(ABOVE, body))).isEqualTo(500);
        assertThat(run(
                        job(ABOVE, body),
                        job(ABOVE + ABOVE.replace("above", "more").replace("6", "7"), body)))
                .isEqualTo(500);
    }

    @Test
    @Row("jvm_wrong_code")
    void changedCodeIsRefused() {
        assertThatThrownBy(() -> run(
                        job("", "return new Supplier<>() { public Object get() { return 500; } };"),
                        job(ABOVE, "return new Supplier<>() { public Object get() { return 501; } };")))
                .isInstanceOf(WorkerException.class)
                .hasMessageStartingWith(
                        "in the worker: io.picklejar.error.CodeMismatchException: an object of class com.acme.Job$1 was"
                                + " pickled with other code than that class has here, and no other anonymous or local class of"
                                + " com.acme.Job has that code: the class was changed, or compiled by another compiler; use the same"
                                + " build on both sides, ship the code by value with"
                                + " .byValue(ClassRule.className(\"com.acme.Job\")), or give the class a name of its own"
                                + " [code-mismatch]");
    }
}
