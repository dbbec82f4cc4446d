package io.picklejar.conformance.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.picklejar.conformance.notebook.Notebook.Engine;
import io.picklejar.conformance.notebook.Notebook.Outcome;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import io.picklejar.testkit.WorkerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of cloudpickle's {@code cloudpickle_ipykernel_test.py}, and what JShell adds to them; in both its engines. */
@ParameterizedClass
@EnumSource(Engine.class)
@SuppressWarnings("NullAway.Init") // by the methods of the parameterized class
final class NotebookConformanceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Parameter
    private Engine engine;

    private static Notebook notebook;
    private static Worker worker;

    @BeforeParameterizedClassInvocation
    static void start(Engine engine) {
        notebook = Notebook.start(engine);
        notebook.run("import java.util.function.*;");
        worker = Worker.start();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        notebook.close();
        worker.close();
    }

    @Row("test_run_in_notebook")
    @Test
    void cellThatSucceedsGivesItsValue() {
        assertThat(notebook.run("1 + 1", LONG)).isEqualTo(new Outcome.Ok("2"));
    }

    @Row("test_run_in_notebook")
    @Test
    void cellThatThrowsGivesTheTextOfItsException() {
        assertThat(notebook.run("throw new IllegalStateException(\"This is a test exception\");", LONG))
                .isEqualTo(new Outcome.Threw("java.lang.IllegalStateException", "This is a test exception"));
        assertThat(notebook.run("int x = \"no number\";", LONG))
                .isEqualTo(new Outcome.Rejected("incompatible types: java.lang.String cannot be converted to int"));
    }

    @Row("test_run_in_notebook")
    @Test
    void cellThatDoesNotEndIsStopped() {
        assertThat(notebook.run("while (true) { Thread.onSpinWait(); }", Duration.ofMillis(300)))
                .isEqualTo(new Outcome.TimedOut());
        assertThat(notebook.run("2 + 2")).isEqualTo("4");
    }

    @Row("test_deterministic_payload_for_dynamic_func_in_notebook")
    @Test
    void freshSessionsGiveTheSamePickle() {
        String cell = """
                import java.util.function.*;
                double myPi = 3.1415;
                record Circle(double radius) {}
                Function<Circle, Double> area = circle -> myPi * circle.radius() * circle.radius();
                """;
        byte[] first;
        byte[] second;
        try (Notebook fresh = Notebook.start(engine)) {
            fresh.run(cell);
            first = fresh.dumps("new Object[] {area, new Circle(2)}");
        }
        try (Notebook fresh = Notebook.start(engine)) {
            fresh.run(cell);
            second = fresh.dumps("new Object[] {area, new Circle(2)}");
        }

        assertThat(second).isEqualTo(first);
        assertThat(worker.<Double>run(first)).isEqualTo(12.566);
    }

    /**
     * What JShell does to a lambda when a snippet that it uses is declared anew depends on the engine: JDI replaces the
     * code under it, the local engine leaves it with the old one. The pickle is of the lambda as it is in the session.
     */
    private static void assertWorkerAgrees(String call, String expression) {
        String inSession = notebook.run(expression);
        Object atWorker = worker.run(notebook.dumps(call));
        assertThat(atWorker instanceof String text ? '"' + text + '"' : String.valueOf(atWorker))
                .isEqualTo(inSession);
    }

    @Row("jvm_notebook_variable_of_an_earlier_snippet")
    @Test
    void lambdaUsesAVariableOfAnEarlierCell() {
        notebook.run("int factor = 6;");
        notebook.run("IntSupplier answer = () -> factor * 7;");
        byte[] old = notebook.dumps("answer");
        assertThat(worker.<Integer>run(old)).isEqualTo(42);

        notebook.run("factor = 10;");
        byte[] assigned = notebook.dumps("answer");
        notebook.run("int factor = 100;");
        assertWorkerAgrees("answer", "answer.getAsInt()");
        notebook.run("IntSupplier answer = () -> factor * 7;");
        byte[] redefined = notebook.dumps("answer");

        assertThat(worker.<Integer>run(assigned)).isEqualTo(70);
        assertThat(worker.<Integer>run(redefined)).isEqualTo(700);
        assertThat(worker.<Integer>run(old)).isEqualTo(42);
    }

    @Test
    void lambdaUsesAVariableThatAnotherTypeReplaced() {
        notebook.run("Object unit = 3;");
        notebook.run("Supplier<String> price = () -> \"12 \" + unit;");
        byte[] old = notebook.dumps("price");

        notebook.run("String unit = \"euros\";");
        assertWorkerAgrees("price", "price.get()");
        notebook.run("Supplier<String> price = () -> \"12 \" + unit;");
        byte[] redefined = notebook.dumps("price");

        assertThat(worker.<String>run(old)).isEqualTo("12 3");
        assertThat(worker.<String>run(redefined)).isEqualTo("12 euros");
    }

    @Test
    void lambdaUsesAMethodThatIsRedefined() {
        notebook.run("int twice(int x) { return 2 * x; }");
        notebook.run("int twiceMore(int x) { return twice(x) + 1; }");
        notebook.run("IntUnaryOperator operator = x -> twiceMore(x);");
        byte[] old = notebook.dumps("new Object[] {operator, 5}");
        assertThat(worker.<Integer>run(old)).isEqualTo(11);

        notebook.run("int twice(int x) { return 20 * x; }");
        assertWorkerAgrees("new Object[] {operator, 5}", "operator.applyAsInt(5)");
        notebook.load("Object[]", "loaded", old);
        assertThat(notebook.run("((IntUnaryOperator) loaded[0]).applyAsInt(5)")).isEqualTo("11");
        notebook.run("IntUnaryOperator operator = x -> twiceMore(x);");
        byte[] redefined = notebook.dumps("new Object[] {operator, 5}");

        assertThat(worker.<Integer>run(redefined)).isEqualTo(101);
        assertThat(worker.<Integer>run(old)).isEqualTo(11);
    }

    @Test
    void lambdaUsesARecordThatIsRedefined() {
        notebook.run("record Point(int x, int y) { int sum() { return x + y; } }");
        notebook.run(
                "Function<Object, String> describe = object -> object instanceof Point p ? p + \" sums to \" + p.sum() : \"other\";");
        byte[] old = notebook.dumps("new Object[] {describe, new Point(1, 2)}");
        assertThat(worker.<String>run(old)).isEqualTo("Point[x=1, y=2] sums to 3");

        notebook.run("record Point(int x, int y) { int sum() { return 100 * (x + y); } }");
        notebook.run(
                "Function<Object, String> describe = object -> object instanceof Point p ? p + \" sums to \" + p.sum() : \"other\";");
        byte[] redefined = notebook.dumps("new Object[] {describe, new Point(1, 2)}");

        assertThat(worker.<String>run(redefined)).isEqualTo("Point[x=1, y=2] sums to 300");
        assertThat(worker.<String>run(old)).isEqualTo("Point[x=1, y=2] sums to 3");
    }

    @Test
    void lambdaUsesAnEnumThatIsRedefined() {
        notebook.run(
                "enum Color { RED, GREEN { String shout() { return \"LEAF\"; } }; String shout() { return name() + \"!\"; } }");
        notebook.run(
                "Function<Color, String> shout = color -> switch (color) { case RED -> \"hot \"; default -> \"cool \"; } + color.shout();");
        byte[] red = notebook.dumps("new Object[] {shout, Color.RED}");
        byte[] green = notebook.dumps("new Object[] {shout, Color.GREEN}");
        assertThat(worker.<String>run(red)).isEqualTo("hot RED!");
        assertThat(worker.<String>run(green)).isEqualTo("cool LEAF");

        notebook.run("enum Color { BLUE, RED; String shout() { return name().toLowerCase() + ordinal(); } }");
        notebook.run(
                "Function<Color, String> shout = color -> switch (color) { case RED -> \"hot \"; default -> \"cool \"; } + color.shout();");
        byte[] redefined = notebook.dumps("new Object[] {shout, Color.RED}");

        assertThat(worker.<String>run(redefined)).isEqualTo("hot red1");
        assertThat(worker.<String>run(red)).isEqualTo("hot RED!");
    }

    @Test
    void objectOfAClassThatIsRedefined() {
        notebook.run("interface Named { String name(); }");
        notebook.run("""
                class Greeter implements Supplier<String>, Named {
                    private final String who;
                    Greeter(String who) { this.who = who; }
                    public String name() { return who; }
                    public String get() { return greet(this); }
                }
                """);
        notebook.run("String greet(Named named) { return \"hello \" + named.name(); }");
        byte[] old = notebook.dumps("new Greeter(\"Ada\")");
        assertThat(worker.<String>run(old)).isEqualTo("hello Ada");

        notebook.run("String greet(Named named) { return \"bye \" + named.name(); }");
        byte[] other = notebook.dumps("new Greeter(\"Ada\")");
        notebook.run("""
                class Greeter implements Supplier<String>, Named {
                    public String name() { return "nobody"; }
                    public String get() { return greet(this); }
                }
                """);
        byte[] redefined = notebook.dumps("new Greeter()");

        assertThat(worker.<String>run(other)).isEqualTo("bye Ada");
        assertThat(worker.<String>run(redefined)).isEqualTo("bye nobody");
        assertThat(worker.<String>run(old)).isEqualTo("hello Ada");
    }

    @Test
    void objectComesHomeToItsClass() {
        notebook.run("record Parcel(String to, int grams) {}");
        notebook.run("Function<Parcel, Parcel> heavier = parcel -> new Parcel(parcel.to(), parcel.grams() + 1);");
        byte[] result = worker.runPickle(notebook.dumps("new Object[] {heavier, new Parcel(\"Oslo\", 20)}"));
        notebook.load("Parcel", "home", result);
        assertThat(notebook.run("home.equals(new Parcel(\"Oslo\", 21))")).isEqualTo("true");

        notebook.load("Function<Parcel, Parcel>", "echo", worker.echoPickle(notebook.dumps("heavier")));
        assertThat(notebook.run("echo.apply(home)")).isEqualTo("Parcel[to=Oslo, grams=22]");
    }

    @Test
    void exceptionOfASnippetClassComesBack() {
        notebook.run("class TooHeavy extends RuntimeException { TooHeavy(int grams) { super(grams + \" g\"); } }");
        notebook.run("IntSupplier failing = () -> { throw new TooHeavy(31); };");
        byte[] pickle = notebook.dumps("failing");

        assertThatThrownBy(() -> worker.run(pickle)).isInstanceOfSatisfying(WorkerException.class, e -> {
            assertThat(e.remoteClassName()).matches("REPL\\.\\$JShell\\$\\w+\\$TooHeavy");
            assertThat(e.remoteMessage()).isEqualTo("31 g");
        });
    }

    @Test
    void runsOnTheOtherJdk() {
        int other = Runtime.version().feature() == 17 ? 25 : 17;
        Optional<Path> home = JdkHomes.ofVersion(other);
        assumeTrue(home.isPresent());
        notebook.run("int base = 40;");
        byte[] pickle = notebook.dumps("(IntUnaryOperator) x -> base + x");
        byte[] call = notebook.dumps("new Object[] {(IntUnaryOperator) x -> base + x, 2}");
        try (Worker elsewhere = Worker.builder().jdk(home.get()).start()) {
            if (other == 25) {
                assertThat(elsewhere.<Integer>run(call)).isEqualTo(42);
                assertThat(elsewhere.output()).isEmpty();
            } else {
                // JShell compiles for the JDK it runs on.
                assertThatThrownBy(() -> elsewhere.load(pickle))
                        .isInstanceOfSatisfying(
                                WorkerException.class,
                                e -> assertThat(e.remoteMessage())
                                        .matches("class REPL\\.\\S+ was compiled for Java \\d+, this JVM is Java 17;"
                                                + " compile it with --release 17 or run the receiver on a newer JVM"
                                                + " \\[class-file-too-new\\]"));
            }
        }
    }
}
