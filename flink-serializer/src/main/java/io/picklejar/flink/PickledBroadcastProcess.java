package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** A process function of a stream and a broadcast one that travels as a pickle. Its context is the wrapper's, which Flink made for it. */
final class PickledBroadcastProcess<I, B, O> extends BroadcastProcessFunction<I, B, O>
        implements PickledHooks, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<BroadcastProcessFunction<I, B, O>> cell;

    PickledBroadcastProcess(Cell<BroadcastProcessFunction<I, B, O>> cell) {
        this.cell = cell;
    }

    @Override
    public Cell<BroadcastProcessFunction<I, B, O>> cell() {
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
    public void processElement(I value, ReadOnlyContext context, Collector<O> out) throws Exception {
        cell.get().processElement(value, context, out);
    }

    @Override
    public void processBroadcastElement(B value, Context context, Collector<O> out) throws Exception {
        cell.get().processBroadcastElement(value, context, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                cell.get(),
                BroadcastProcessFunction.class,
                0,
                1,
                2,
                TypeExtractor.NO_INDEX,
                null,
                null,
                "Pickled.broadcastProcess",
                true);
    }
}
