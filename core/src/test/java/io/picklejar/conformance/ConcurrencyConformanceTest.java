package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once. */
@SuppressWarnings("serial")
final class ConcurrencyConformanceTest {
    private static final int THREADS = 32;

    private static final String SCRIPT = """
            public class Script implements java.util.function.Supplier<String> {
                static String state = "initial";
                static Thing thing = new Thing();
                static class Thing { final int value = 7; }
                public String get() { return state + thing.value; }
                public static Object run() { state = "pickled"; return new Script(); }
            }
            """;

    /** Runs the task in all threads at the same moment. */
    private static <T> List<T> atOnce(Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : futures) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Loads the pickle in all threads; how many classes that gave, and how many different texts. */
    private static List<Object> loadAtOnce(byte[] pickle) {
        try {
            List<Object> loaded = atOnce(() -> {
                Object object = CloudPickle.loads(pickle);
                return List.of(object.getClass(), ((Supplier<?>) object).get());
            });
            return new ArrayList<>(new HashSet<>(loaded)
                    .stream().map(each -> ((List<?>) each).get(1)).toList());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Row("jvm_concurrency")
    @Test
    @Timeout(120)
    void threadsThatLoadOnePayloadGetOneClassWithItsStatics() {
        byte[] pickle = CloudPickle.dumps(RunScript.runScript(SCRIPT));
        try (Worker worker = Worker.start()) {
            assertThat(worker.call((Place.Task<byte[], List<Object>>) ConcurrencyConformanceTest::loadAtOnce, pickle))
                    .containsExactly("pickled7");
            assertThat(worker.output()).isEmpty();
        }
    }

    @Row("jvm_concurrency")
    @Test
    @Timeout(120)
    void threadsThatDumpDoNotDisturbEachOther() throws Exception {
        Object[] values = {RunScript.runScript(SCRIPT), List.of(1, "two"), new int[] {3}};
        byte[] expected = CloudPickle.dumps(values);
        AtomicBoolean done = new AtomicBoolean();
        Thread disturbing = new Thread(() -> {
            while (!done.get()) {
                CloudPickle.registerPickleByValue(ConcurrencyConformanceTest.class);
                RunScript.compile("class Noise {}");
                PickleJar.builder()
                        .reducer(Thread.class, (thread, context) -> null)
                        .build()
                        .dumps("text");
                CloudPickle.unregisterPickleByValue(ConcurrencyConformanceTest.class.getName());
            }
        });
        disturbing.start();
        try {
            Set<String> different = new HashSet<>();
            for (byte[] dumped : atOnce(() -> CloudPickle.dumps(values))) {
                different.add(new String(dumped, StandardCharsets.ISO_8859_1));
            }

            assertThat(different).containsExactly(new String(expected, StandardCharsets.ISO_8859_1));
        } finally {
            done.set(true);
            disturbing.join();
        }
    }
}
