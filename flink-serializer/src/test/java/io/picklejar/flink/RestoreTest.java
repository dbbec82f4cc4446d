package io.picklejar.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.flink.shop.Order;
import io.picklejar.flink.shop.Shape;
import java.net.URI;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.test.junit5.InjectClusterRESTAddress;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** State survives, also if its classes, and those of the keys, travelled by value. */
final class RestoreTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(Jobs.small())
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    @SuppressWarnings("try") // close() is Flink's, and may throw what it likes
    void operatorsRestoreTheirState() throws Exception {
        try (var first = harness()) {
            first.open();
            first.processElement(new Order("ann", 1), 1);
            var state = first.snapshot(1, 1);
            try (var second = harness()) {
                second.initializeState(state);
                second.open();
                second.processElement(new Order("ann", 2), 2);

                assertThat(second.extractOutputValues()).containsExactly(new Order("ann", 3));
            }
        }
    }

    @Test
    @Timeout(120)
    @SuppressWarnings("try") // close() is Flink's, and may throw what it likes
    void jobsRestartFromACheckpoint(@InjectClusterRESTAddress URI address) throws Exception {
        StreamExecutionEnvironment environment = PickleEnvironment.remote(address.getHost(), address.getPort());
        environment.setParallelism(1);
        environment.enableCheckpointing(100);
        DataStream<Order> sums = environment
                .fromSource(
                        new DataGeneratorSource<>(
                                Pickled.generator(index -> new Shape.Circle((int) (index % 2))),
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(200),
                                Types.GENERIC(Shape.Circle.class)),
                        WatermarkStrategy.noWatermarks(),
                        "circles")
                .map(circle -> new Order("radius " + circle.radius(), 1))
                .keyBy(order -> new Shape.Circle(order.customer().length()))
                .reduce((left, right) -> new Order(right.customer(), left.amount() + right.amount()))
                .keyBy(order -> "all")
                .process(new FailingOnce());

        try (CloseableIterator<Order> results = sums.executeAndCollect()) {
            Order restored = results.next();
            assertThat(restored.customer()).isEqualTo("restored");
            assertThat(restored.amount()).isGreaterThan(1);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Order, Order> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(Pickled.keyedProcess(new Sum())), Order::customer, Types.STRING);
    }

    /** Adds up the amounts of a customer. */
    private static final class Sum extends KeyedProcessFunction<String, Order, Order> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Order> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", PickleTypeInfo.of(Order.class)));
        }

        @Override
        public void processElement(Order order, Context context, Collector<Order> out) throws Exception {
            ValueState<Order> state = requireNonNull(sum);
            Order before = state.value();
            Order now = before == null ? order : new Order(order.customer(), before.amount() + order.amount());
            state.update(now);
            out.collect(now);
        }
    }

    /** Counts, fails after the first checkpoint that has a count, and sends on what it finds after the restart. */
    private static final class FailingOnce extends KeyedProcessFunction<String, Order, Order>
            implements CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Order> count;
        private transient boolean counted;
        private transient long checkpoint;
        private transient boolean checkpointed;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", PickleTypeInfo.of(Order.class)));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            checkpoint = Long.MAX_VALUE;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (counted) {
                checkpoint = Math.min(checkpoint, context.getCheckpointId());
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpointed = checkpointed || checkpointId >= checkpoint;
        }

        @Override
        public void processElement(Order order, Context context, Collector<Order> out) throws Exception {
            boolean first = getRuntimeContext().getTaskInfo().getAttemptNumber() == 0;
            ValueState<Order> state = requireNonNull(count);
            Order before = state.value();
            if (first && checkpointed) {
                throw new IllegalStateException("fails once, on purpose");
            }
            Order now = new Order("restored", before == null ? 1 : before.amount() + 1);
            state.update(now);
            counted = true;
            if (!first) {
                out.collect(now);
            }
        }
    }
}
