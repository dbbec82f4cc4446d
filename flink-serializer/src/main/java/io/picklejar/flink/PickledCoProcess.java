package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;

/** A process function of two streams that travels as a pickle. Its context is the wrapper's, which Flink made for it. */
final class PickledCoProcess<I1, I2, O> extends CoProcessFunction<I1, I2, O>
        implements PickledHooks, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<CoProcessFunction<I1, I2, O>> cell;

    PickledCoProcess(Cell<CoProcessFunction<I1, I2, O>> cell) {
        this.cell = cell;
    }

    @Override
    public Cell<CoProcessFunction<I1, I2, O>> cell() {
        return cell;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        cell.get(context.getUserCodeClassLoader()).setRuntimeContext(context);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        cell.get().open(context);
    }

    @Override
    public void close() throws Exception {
        cell.get().close();
    }

    @Override
    public void processElement1(I1 value, Context context, Collector<O> out) throws Exception {
        cell.get().processElement1(value, context, out);
    }

    @Override
    public void processElement2(I2 value, Context context, Collector<O> out) throws Exception {
        cell.get().processElement2(value, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        cell.get().onTimer(timestamp, context, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                cell.get(),
                CoProcessFunction.class,
                0,
                1,
                2,
                TypeExtractor.NO_INDEX,
                null,
                null,
                "Pickled.coProcess",
                true);
    }
}
