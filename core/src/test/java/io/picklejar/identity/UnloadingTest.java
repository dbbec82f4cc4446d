package io.picklejar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.testkit.RunScript;
import io.picklejar.testkit.Worker;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a load defined goes when nobody holds it. */
final class UnloadingTest {
    @Test
    void loadsOfDistinctClassesLeaveNoneBehind() {
        List<byte[]> pickles = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            pickles.add(pickleOf(i));
        }
        try (Worker worker = Worker.start()) {
            run(worker, pickles.subList(0, 100));
            long classes = worker.classesLoaded();
            long metaspace = worker.metaspaceUsed();

            run(worker, pickles.subList(100, 200));

            // Each load defines three classes and more; the last ones may still be held by caches.
            assertThat(worker.classesLoaded() - classes).as("classes left").isLessThan(100);
            assertThat(worker.metaspaceUsed() - metaspace).as("bytes left").isLessThan(1 << 20);
        }
    }

    @Test
    void loadsOfOneClassNeedNoMemory() {
        byte[] pickle = pickleOf(1);
        try (Worker worker = Worker.start()) {
            run(worker, List.of(pickle, pickle));
            long classes = worker.classesLoaded();
            for (int i = 0; i < 200; i++) {
                worker.runPickle(pickle);
            }
            assertThat(worker.classesLoaded() - classes).as("classes left").isLessThan(50);
        }
    }

    @Test
    void nothingHoldsAnObjectThatWasPickled() throws InterruptedException {
        WeakReference<Object> dumped = dumpAndDrop();
        for (int i = 0; dumped.get() != null && i < 50; i++) {
            System.gc();
        }
        assertThat(dumped.get()).isNull();
    }

    private static WeakReference<Object> dumpAndDrop() {
        Object value = new ArrayList<>(List.of(new Object(), "text"));
        CloudPickle.dumps(value);
        return new WeakReference<>(value);
    }

    private static void run(Worker worker, List<byte[]> pickles) {
        for (byte[] pickle : pickles) {
            assertThat(CloudPickle.<Object>loads(worker.runPickle(pickle)).toString())
                    .startsWith("value ");
        }
    }

    private static byte[] pickleOf(int number) {
        Supplier<Object> script = RunScript.runScript("""
                public class Distinct {
                    record Value%1$d(int number) {
                        public String toString() { return "value " + number; }
                    }
                    public static java.util.function.Supplier<Object> run() {
                        return () -> new Value%1$d(%1$d).toString();
                    }
                }
                """.formatted(number));
        return CloudPickle.dumps(script);
    }
}
