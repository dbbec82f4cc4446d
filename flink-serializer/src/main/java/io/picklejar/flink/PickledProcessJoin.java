package io.picklejar.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;

/** The function of an interval join that travels as a pickle. Its context is the wrapper's, which Flink made for it. */
final class PickledProcessJoin<I1, I2, O> extends ProcessJoinFunction<I1, I2, O>
        implements PickledHooks, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    private final Cell<ProcessJoinFunction<I1, I2, O>> cell;

    PickledProcessJoin(Cell<ProcessJoinFunction<I1, I2, O>> cell) {
        this.cell = cell;
    }

    @Override
    public Cell<ProcessJoinFunction<I1, I2, O>> cell() {
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
    public void processElement(I1 left, I2 right, Context context, Collector<O> out) throws Exception {
        cell.get().processElement(left, right, context, out);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getBinaryOperatorReturnType(
                cell.get(),
                ProcessJoinFunction.class,
                0,
                1,
                2,
                TypeExtractor.NO_INDEX,
                null,
                null,
                "Pickled.processJoin",
                true);
    }
}
