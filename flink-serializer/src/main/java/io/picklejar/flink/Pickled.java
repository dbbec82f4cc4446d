package io.picklejar.flink;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.FlatJoinFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.JoinFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.CoFlatMapFunction;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.windowing.AllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;

/**
 * User functions that travel as pickles, one at a time:
 *
 * <pre>{@code
 * stream.map(Pickled.map(line -> dictionary.lookup(line)))   // dictionary need not be Serializable
 * }</pre>
 *
 * <p>The function is pickled when Flink serializes the job, unpickled once in each task with the user-code class loader,
 * and costs one call per record from then on. Types are inferred as they are for the function itself, and where that
 * fails ({@code Tuple2}, {@code List}, ...) {@code returns(...)} helps as usual. The methods of {@code RichFunction},
 * {@code CheckpointedFunction} and {@code CheckpointListener} reach the function. Each method comes with the default jar,
 * that of the installed {@link PickleEnvironment} or else the standard one, and with a jar of your own. {@link
 * PickleEnvironment} does the same for all functions of a job at once.
 */
public final class Pickled {
    private Pickled() {}

    /** The function, to travel as a pickle. */
    public static <I, O> MapFunction<I, O> map(MapFunction<I, O> function) {
        return map(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> MapFunction<I, O> map(MapFunction<I, O> function, PickleJar jar) {
        return new PickledMap<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O> FlatMapFunction<I, O> flatMap(FlatMapFunction<I, O> function) {
        return flatMap(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> FlatMapFunction<I, O> flatMap(FlatMapFunction<I, O> function, PickleJar jar) {
        return new PickledFlatMap<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <T> FilterFunction<T> filter(FilterFunction<T> function) {
        return filter(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <T> FilterFunction<T> filter(FilterFunction<T> function, PickleJar jar) {
        return new PickledFilter<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle; rich only if the function is, since windows refuse rich ones. */
    public static <T> ReduceFunction<T> reduce(ReduceFunction<T> function) {
        return reduce(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar; rich only if the function is, since windows refuse rich ones. */
    public static <T> ReduceFunction<T> reduce(ReduceFunction<T> function, PickleJar jar) {
        Cell<ReduceFunction<T>> cell = new Cell<>(function, jar);
        return function instanceof RichFunction ? new PickledRichReduce<>(cell) : new PickledReduce<>(cell);
    }

    /** The key selector, to travel as a pickle. */
    public static <I, K> KeySelector<I, K> key(KeySelector<I, K> selector) {
        return key(selector, InstalledJar.get());
    }

    /** The key selector, to travel as a pickle of the jar. */
    public static <I, K> KeySelector<I, K> key(KeySelector<I, K> selector, PickleJar jar) {
        return new PickledKeySelector<>(new Cell<>(selector, jar));
    }

    /** The function, to travel as a pickle, for {@code new DataGeneratorSource(...)}, which refuses other ones. */
    public static <O> GeneratorFunction<Long, O> generator(GeneratorFunction<Long, O> function) {
        return generator(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <O> GeneratorFunction<Long, O> generator(GeneratorFunction<Long, O> function, PickleJar jar) {
        return new PickledGenerator<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O> ProcessFunction<I, O> process(ProcessFunction<I, O> function) {
        return process(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> ProcessFunction<I, O> process(ProcessFunction<I, O> function, PickleJar jar) {
        return new PickledProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <K, I, O> KeyedProcessFunction<K, I, O> keyedProcess(KeyedProcessFunction<K, I, O> function) {
        return keyedProcess(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <K, I, O> KeyedProcessFunction<K, I, O> keyedProcess(
            KeyedProcessFunction<K, I, O> function, PickleJar jar) {
        return new PickledKeyedProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> CoMapFunction<I1, I2, O> coMap(CoMapFunction<I1, I2, O> function) {
        return coMap(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> CoMapFunction<I1, I2, O> coMap(CoMapFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledCoMap<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> CoFlatMapFunction<I1, I2, O> coFlatMap(CoFlatMapFunction<I1, I2, O> function) {
        return coFlatMap(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> CoFlatMapFunction<I1, I2, O> coFlatMap(
            CoFlatMapFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledCoFlatMap<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> JoinFunction<I1, I2, O> join(JoinFunction<I1, I2, O> function) {
        return join(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> JoinFunction<I1, I2, O> join(JoinFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledJoin<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> FlatJoinFunction<I1, I2, O> flatJoin(FlatJoinFunction<I1, I2, O> function) {
        return flatJoin(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> FlatJoinFunction<I1, I2, O> flatJoin(
            FlatJoinFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledFlatJoin<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> CoGroupFunction<I1, I2, O> coGroup(CoGroupFunction<I1, I2, O> function) {
        return coGroup(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> CoGroupFunction<I1, I2, O> coGroup(CoGroupFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledCoGroup<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O, K, W extends Window> WindowFunction<I, O, K, W> window(WindowFunction<I, O, K, W> function) {
        return window(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O, K, W extends Window> WindowFunction<I, O, K, W> window(
            WindowFunction<I, O, K, W> function, PickleJar jar) {
        return new PickledWindow<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O, W extends Window> AllWindowFunction<I, O, W> allWindow(AllWindowFunction<I, O, W> function) {
        return allWindow(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O, W extends Window> AllWindowFunction<I, O, W> allWindow(
            AllWindowFunction<I, O, W> function, PickleJar jar) {
        return new PickledAllWindow<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O> AsyncFunction<I, O> async(AsyncFunction<I, O> function) {
        return async(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> AsyncFunction<I, O> async(AsyncFunction<I, O> function, PickleJar jar) {
        return new PickledAsync<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> CoProcessFunction<I1, I2, O> coProcess(CoProcessFunction<I1, I2, O> function) {
        return coProcess(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> CoProcessFunction<I1, I2, O> coProcess(
            CoProcessFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledCoProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <K, I1, I2, O> KeyedCoProcessFunction<K, I1, I2, O> keyedCoProcess(
            KeyedCoProcessFunction<K, I1, I2, O> function) {
        return keyedCoProcess(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <K, I1, I2, O> KeyedCoProcessFunction<K, I1, I2, O> keyedCoProcess(
            KeyedCoProcessFunction<K, I1, I2, O> function, PickleJar jar) {
        return new PickledKeyedCoProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, B, O> BroadcastProcessFunction<I, B, O> broadcastProcess(
            BroadcastProcessFunction<I, B, O> function) {
        return broadcastProcess(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, B, O> BroadcastProcessFunction<I, B, O> broadcastProcess(
            BroadcastProcessFunction<I, B, O> function, PickleJar jar) {
        return new PickledBroadcastProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <K, I, B, O> KeyedBroadcastProcessFunction<K, I, B, O> keyedBroadcastProcess(
            KeyedBroadcastProcessFunction<K, I, B, O> function) {
        return keyedBroadcastProcess(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <K, I, B, O> KeyedBroadcastProcessFunction<K, I, B, O> keyedBroadcastProcess(
            KeyedBroadcastProcessFunction<K, I, B, O> function, PickleJar jar) {
        return new PickledKeyedBroadcastProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I1, I2, O> ProcessJoinFunction<I1, I2, O> processJoin(ProcessJoinFunction<I1, I2, O> function) {
        return processJoin(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I1, I2, O> ProcessJoinFunction<I1, I2, O> processJoin(
            ProcessJoinFunction<I1, I2, O> function, PickleJar jar) {
        return new PickledProcessJoin<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O, K, W extends Window> ProcessWindowFunction<I, O, K, W> processWindow(
            ProcessWindowFunction<I, O, K, W> function) {
        return processWindow(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O, K, W extends Window> ProcessWindowFunction<I, O, K, W> processWindow(
            ProcessWindowFunction<I, O, K, W> function, PickleJar jar) {
        return new PickledProcessWindow<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O, W extends Window> ProcessAllWindowFunction<I, O, W> processAllWindow(
            ProcessAllWindowFunction<I, O, W> function) {
        return processAllWindow(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O, W extends Window> ProcessAllWindowFunction<I, O, W> processAllWindow(
            ProcessAllWindowFunction<I, O, W> function, PickleJar jar) {
        return new PickledProcessAllWindow<>(new Cell<>(function, jar));
    }

    /**
     * The function, to travel as a pickle. Name its types: {@code aggregate(Pickled.aggregate(function), accumulatorType,
     * resultType)}, since Flink reads those of aggregate functions from their class alone.
     */
    public static <I, A, O> AggregateFunction<I, A, O> aggregate(AggregateFunction<I, A, O> function) {
        return aggregate(function, InstalledJar.get());
    }

    /** As {@link #aggregate(AggregateFunction)}, as a pickle of the jar. */
    public static <I, A, O> AggregateFunction<I, A, O> aggregate(AggregateFunction<I, A, O> function, PickleJar jar) {
        return new PickledAggregate<>(new Cell<>(function, jar));
    }

    /** The partitioner, to travel as a pickle. */
    public static <K> Partitioner<K> partitioner(Partitioner<K> partitioner) {
        return partitioner(partitioner, InstalledJar.get());
    }

    /** The partitioner, to travel as a pickle of the jar. */
    public static <K> Partitioner<K> partitioner(Partitioner<K> partitioner, PickleJar jar) {
        return behindInterfaces(partitioner, jar);
    }

    /** The strategy with its generators and assigners, to travel as a pickle. */
    public static <T> WatermarkStrategy<T> watermarks(WatermarkStrategy<T> strategy) {
        return watermarks(strategy, InstalledJar.get());
    }

    /** The strategy with its generators and assigners, to travel as a pickle of the jar. */
    public static <T> WatermarkStrategy<T> watermarks(WatermarkStrategy<T> strategy, PickleJar jar) {
        return behindInterfaces(strategy, jar);
    }

    /** The source, to travel as a pickle. Name its type, {@code fromSource(source, watermarks, name, type)}, unless it does. */
    public static <T, P extends SourceSplit, E> Source<T, P, E> source(Source<T, P, E> source) {
        return source(source, InstalledJar.get());
    }

    /** As {@link #source(Source)}, as a pickle of the jar. */
    public static <T, P extends SourceSplit, E> Source<T, P, E> source(Source<T, P, E> source, PickleJar jar) {
        return behindInterfaces(source, jar);
    }

    /** The sink, to travel as a pickle. */
    public static <T> Sink<T> sink(Sink<T> sink) {
        return sink(sink, InstalledJar.get());
    }

    /** The sink, to travel as a pickle of the jar. */
    public static <T> Sink<T> sink(Sink<T> sink, PickleJar jar) {
        return behindInterfaces(sink, jar);
    }

    @SuppressWarnings("unchecked") // the proxy has the interfaces of the object
    private static <T> T behindInterfaces(T object, PickleJar jar) {
        return (T) PickledProxy.of(requireNonNull(object), jar);
    }
}
