package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.orders.Dictionary;
import com.acme.orders.PlainMeaning;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PickledSubclassTest {
    private record Point(int x) {}

    private static final class Final {}

    @Test
    void threadsThatMeetAClassAtOnceShareItsSubclass() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (ForeignLoader worker = new ForeignLoader()) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Class<?>>> classes = new ArrayList<>();
            byte[] bytes = JavaSerial.write(Pickled.object(
                    new PlainMeaning(new Dictionary()),
                    PickleJar.builder()
                            .byValue(ClassRule.packageName("com.acme"))
                            .build()));
            for (int i = 0; i < threads; i++) {
                classes.add(executor.submit(() -> {
                    start.await();
                    return worker.read(bytes).getClass();
                }));
            }
            start.countDown();
            for (Future<Class<?>> each : classes) {
                assertThat(each.get()).isSameAs(classes.get(0).get());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void finalClassesRecordsLambdasAndInterfacesHaveNone() {
        Runnable lambda = () -> {};

        assertThat(PickledSubclass.isPossibleFor(Final.class)).isFalse();
        assertThat(PickledSubclass.isPossibleFor(Point.class)).isFalse();
        assertThat(PickledSubclass.isPossibleFor(lambda.getClass())).isFalse();
        assertThat(PickledSubclass.isPossibleFor(Runnable.class)).isFalse();
        assertThat(PickledSubclass.isPossibleFor(PlainMeaning.class)).isTrue();
    }
}
