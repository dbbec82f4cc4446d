package io.picklejar.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java that was compiled while the program ran: in memory by two compilers, and by {@code java Foo.java}. */
final class JavaSourcesTest {
    /** Several classes of one package, and what compilers make of lambdas, switches, strings, records and assertions. */
    private static final String SHOP = """
            package shop;

            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            public class Shop {
                enum Size { SMALL, LARGE { @Override int price(int base) { return base * 2; } }; int price(int base) { return base; } }
                record Item(String name, Size size) {}
                sealed interface Discount permits Half, None {}
                record Half() implements Discount {}
                record None() implements Discount {}

                static int base = 10;
                private final String currency;
                Shop(String currency) { this.currency = currency; }

                static int cost(Object item) {
                    assert item != null;
                    if (!(item instanceof Item known)) return 0;
                    return switch (known.size()) { case SMALL -> known.size().price(base); case LARGE -> known.size().price(base) + 1; };
                }

                Function<List<Item>, String> bill(Discount discount) {
                    return items -> items.stream()
                            .sorted(Comparator.comparing(Item::name))
                            .map(item -> item.name() + ":" + (discount instanceof Half ? cost(item) / 2 : cost(item)))
                            .collect(Collectors.joining(",", "", " " + currency + Till.number()));
                }

                public static Object[] run() {
                    base = 20;
                    return new Object[] {
                        new Shop("EUR").bill(new Half()), List.of(new Item("tea", Size.SMALL), new Item("rug", Size.LARGE))
                    };
                }
            }

            class Till {
                static int number() { return new Object() { int next() { return 7; } }.next(); }
            }
            """;

    private static Receivers receivers;

    @BeforeAll
    static void start() {
        receivers = Receivers.with();
    }

    @AfterAll
    static void close() {
        receivers.close();
    }

    // source: javax.tools in memory, class files served
    @Test
    void inMemoryWithClassFiles() {
        Object[] call = RunScript.call(RunScript.compileWith(List.of("--release", "17"), SHOP), "run");

        receivers.assertRuns("rug:20,tea:10 EUR7", call[0], call[1]);
    }

    @Test
    void inheritedStaticMethodOfAClassThatTravelsWhole() {
        Object[] call = RunScript.call(RunScript.compileWith(List.of("--release", "17"), """
                        package shop;

                        public class Till {
                            public static Object[] run() {
                                java.util.function.Function<Object, Integer> total =
                                        item -> item instanceof Prices ? sum(Tariffs::base) + Tariffs.base() : 0;
                                return new Object[] {total, new Prices()};
                            }
                            static int sum(java.util.function.IntSupplier supplier) { return supplier.getAsInt(); }
                        }

                        class Prices { static int base() { return 21; } }

                        class Tariffs extends Prices {}
                        """), "run");

        receivers.assertRuns(42, call[0], call[1]);
    }

    // source: Eclipse's compiler
    @Test
    void compiledByEclipse(@TempDir Path directory) {
        CompiledClasses classes = CompiledClasses.compile(directory, "Shop.java", SHOP, (source, output) -> {
            StringWriter messages = new StringWriter();
            String[] arguments = {"-17", "-nowarn", "-proc:none", "-d", output.toString(), source.toString()};
            boolean compiled =
                    BatchCompiler.compile(arguments, new PrintWriter(messages), new PrintWriter(messages), null);
            assertThat(compiled).as(messages.toString()).isTrue();
        });
        Object[] call = (Object[]) classes.call("shop.Shop", "run");

        receivers.assertRuns("rug:20,tea:10 EUR7", call[0], call[1]);
    }

    // source: javax.tools in memory, bytes hidden
    @Test
    void inMemoryWithoutClassFiles() {
        Supplier<String> lambda = RunScript.call(RunScript.compileWithoutClassFiles("""
                        public class Hidden implements java.util.function.Supplier<String> {
                            public String get() { return "object"; }
                            static java.util.function.Supplier<String> lambda() { return () -> "lambda"; }
                            static Object object() { return new Hidden(); }
                        }
                        """), "lambda");
        assertThatThrownBy(() -> PickleJar.standard().dumps(lambda))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "Hidden has to travel by value but its class file cannot be read at $; load it through a class"
                                + " loader that serves its class files as resources, provide a ClassBytesProvider, or start the JVM with -javaagent:picklejar-agent.jar [no-class-bytes]");
    }

    // source: java Foo.java
    @Test
    void sourceLauncher(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("Send.java"), """
                import io.picklejar.CloudPickle;
                import java.nio.file.*;
                import java.util.function.*;

                public class Send {
                    public static void main(String[] arguments) throws Exception {
                        Till till = new Till(Coin.FIVE);
                        Function<Integer, Sum> pay = count -> new Sum(till.total(count), Coin.TWO.worth);
                        Files.write(Path.of(arguments[0]), CloudPickle.dumps(new Object[] {pay.andThen(Sum::toString), 3}));
                        Function<Integer, Sum> home = CloudPickle.loads(CloudPickle.dumps(pay));
                        if (!home.apply(3).equals(pay.apply(3))) throw new AssertionError("it came back as another class");
                    }
                }

                record Sum(int cents, int worth) {}

                enum Coin { TWO(2), FIVE(5); final int worth; Coin(int worth) { this.worth = worth; } }

                class Till {
                    private final Coin coin;
                    Till(Coin coin) { this.coin = coin; }
                    int total(int count) { return count * coin.worth; }
                }
                """);
        Path pickle = directory.resolve("pickle");
        for (int version : new int[] {17, 25}) {
            Path home = JdkHomes.ofVersion(version).orElse(JdkHomes.running());
            assertThat(launch(home, file, pickle)).isEmpty();
            try (Worker worker = Worker.builder().jdk(home).start()) {
                byte[] bytes = Files.readAllBytes(pickle);
                assertThat(worker.<String>run(bytes)).isEqualTo("Sum[cents=15, worth=2]");
                assertThat(worker.<String>run(bytes)).isEqualTo("Sum[cents=15, worth=2]");
                assertThat(worker.output()).isEmpty();
            }
        }
    }

    private static String launch(Path jdk, Path source, Path argument) throws Exception {
        String classPath = Worker.pickleJarClassPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        jdk.resolve("bin").resolve("java").toString(),
                        "-cp",
                        classPath,
                        source.toString(),
                        argument.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
