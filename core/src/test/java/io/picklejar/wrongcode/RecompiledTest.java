package io.picklejar.wrongcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
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
import org.junit.jupiter.params.provider.CsvSource;

/** The origin has one build of a class, the receiver another one. */
final class RecompiledTest {
    private static final String REFUSED = "the lambda com.acme.Job::lambda$run$0 as java.util.function.Supplier was"
            + " pickled with other code than com.acme.Job has here, and none of its other lambdas has that code: the class"
            + " was changed, or compiled by another compiler; use the same build on both sides, ship the code by value with"
            + " .byValue(ClassRule.className(\"com.acme.Job\")), or send a copy along with"
            + " .embedCode(ClassRule.className(\"com.acme.Job\")) [code-mismatch]";

    @TempDir
    private Path folder;

    private int builds;

    private static String job(String before, String run, String after) {
        return """
                package com.acme;
                import java.util.function.*;
                public class Job {
                    %s
                    public static Supplier<Object> run() { %s }
                    %s
                }
                """.formatted(before, run, after);
    }

    private byte[] dump(PickleJar jar, String source) {
        UserJar build = UserJar.compile(folder.resolve("build" + ++builds + ".jar"), List.of(), source);
        ClassLoader loader = UserJar.loader(build);
        return jar.toBuilder()
                .classLoader(loader)
                .build()
                .dumps(RunScript.<Object>call(UserJar.load(loader, "com.acme.Job"), "run"));
    }

    private Object runWith(String source, byte[] pickle) {
        UserJar build = UserJar.compile(folder.resolve("build" + ++builds + ".jar"), List.of(), source);
        try (Worker worker = Worker.builder().alsoOnClassPath(build.path()).start()) {
            Object first = PickleJar.standard().loads(worker.runPickle(pickle));
            Object again = PickleJar.standard().loads(worker.runPickle(pickle));
            assertThat(worker.output()).isEmpty();
            assertThat(again).isEqualTo(first);
            return first;
        }
    }

    private Object run(String origin, String receiver) {
        return runWith(receiver, dump(PickleJar.standard(), origin));
    }

    private static final String FIVE_HUNDRED = "return () -> 500;";

    @Test
    void sameBuildLinks() {
        assertThat(run(job("", FIVE_HUNDRED, ""), job("", FIVE_HUNDRED, ""))).isEqualTo(500);
    }

    @Test
    @Row("jvm_wrong_code")
    void lambdaInsertedAboveIsNotMistakenForIt() {
        String above = "public static Supplier<Object> above() { return () -> 6; }";

        assertThat(run(job("", FIVE_HUNDRED, ""), job(above, FIVE_HUNDRED, ""))).isEqualTo(500);
        assertThat(run(job(above, FIVE_HUNDRED, ""), job("", FIVE_HUNDRED, ""))).isEqualTo(500);
    }

    @Test
    @Row("jvm_wrong_code")
    void lambdaInsertedInItsOwnMethodIsNotMistakenForIt() {
        assertThat(run(
                        job("", "int n = 7; return () -> n * 100;", ""),
                        job("", "int n = 7; Supplier<Object> s = () -> n * 3; s.get(); return () -> n * 100;", "")))
                .isEqualTo(700);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return () -> 500;                     | return () -> 501;",
                "return () -> \"a\".concat(\"b\");     | return () -> \"a\".concat(\"c\");",
                "return () -> Math.max(1, 2);          | return () -> Math.min(1, 2);",
                "return () -> { Supplier<Integer> s = () -> 1; return s.get(); } ;"
                        + " | return () -> { Supplier<Integer> s = () -> 2; return s.get(); };",
                "return () -> new Object() { public String toString() { return \"x\"; } }.toString();"
                        + " | return () -> new Object() { public String toString() { return \"y\"; } }.toString();",
            })
    @Row("jvm_wrong_code")
    void changedBodyIsRefused(String origin, String receiver) {
        byte[] pickle = dump(PickleJar.standard(), job("", origin, ""));

        assertThatThrownBy(() -> runWith(job("", receiver, ""), pickle))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("CodeMismatchException")
                .hasMessageContaining(
                        " as java.util.function.Supplier was pickled with other code than com.acme.Job has");
    }

    @Test
    void refusalSaysWhatToDo() {
        byte[] pickle = dump(PickleJar.standard(), job("", "return () -> 1;", ""));

        assertThatThrownBy(() -> runWith(job("", "return () -> 2;", ""), pickle))
                .hasMessageContaining(REFUSED);
    }

    @Test
    @Row("jvm_wrong_code")
    void changedHelperIsRefused() {
        String body = "return () -> helper();";
        byte[] pickle = dump(PickleJar.standard(), job("private static int helper() { return 1; }", body, ""));

        assertThatThrownBy(() -> runWith(job("private static int helper() { return 2; }", body, ""), pickle))
                .hasMessageContaining(REFUSED);
    }

    @Test
    void linesAndNamesDoNotCount() {
        assertThat(run(
                        job("", "int count = 20; return () -> { int sum = count + 1; return sum; };", ""),
                        job(
                                "\n\n// a comment\n",
                                "int number = 20; return () -> { int total = number + 1; return total; };",
                                "")))
                .isEqualTo(21);
    }

    @Test
    void unrelatedChangesDoNotCount() {
        assertThat(
                        run(
                                job("", "return () -> twice(21);", "static int twice(int n) { return 2 * n; }"),
                                job(
                                        "static final Object MORE = new Object(); int field;",
                                        "return () -> twice(21);",
                                        "static int thrice(int n) { return 3 * n; } static int twice(int n) { return 2 * n; }")))
                .isEqualTo(42);
    }

    @Test
    void anonymousClassOfAnotherNumberIsTheSameCode() {
        String body = "return () -> new Object() { public String toString() { return \"mine\"; } }.toString();";
        String above = "static Object o = new Object() { public String toString() { return \"other\"; } };";

        assertThat(run(job("", body, ""), job(above, body, ""))).isEqualTo("mine");
    }

    @Test
    void namedMethodMeansWhatTheReceiverHas() {
        String body = "return Job::rate;";

        assertThat(run(
                        job("", body, "public static Object rate() { return 1; }"),
                        job("", body, "public static Object rate() { return 2; }")))
                .isEqualTo(2);
    }

    @Test
    void privateMethodOfAReferenceCounts() {
        String body = "return Job::rate;";
        byte[] pickle = dump(PickleJar.standard(), job("", body, "private static Object rate() { return 1; }"));

        assertThatThrownBy(() -> runWith(job("", body, "private static Object rate() { return 2; }"), pickle))
                .hasMessageContaining(
                        "the lambda com.acme.Job::rate as java.util.function.Supplier was pickled with other");
    }

    @Test
    @Row("jvm_wrong_code")
    void copyRunsWhereTheReceiverHasOtherCode() {
        PickleJar embedding =
                PickleJar.builder().embedCode(ClassRule.packageName("com.acme")).build();
        String helper = "private static int helper(int n) { return 100 * n; }";
        byte[] pickle = dump(
                embedding,
                job(helper, "int n = 5; return () -> { Supplier<Integer> s = () -> helper(n); return s.get(); };", ""));

        assertThat(runWith(job("", "return () -> -1;", ""), pickle)).isEqualTo(500);
    }

    @Test
    void copyStaysUnusedWhereTheCodeIsTheSame() {
        PickleJar embedding =
                PickleJar.builder().embedCode(ClassRule.packageName("com.acme")).build();
        String source =
                job("", "return () -> StackWalker.getInstance().walk(s -> s.findFirst().get().getClassName());", "");

        assertThat(runWith(source, dump(embedding, source))).isEqualTo("com.acme.Job");
    }
}
