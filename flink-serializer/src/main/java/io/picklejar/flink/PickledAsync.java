package io.picklejar.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** An asynchronous function that travels as a pickle. */
final class PickledAsync<I, O> extends PickledFunction<AsyncFunction<I, O>>
        implements AsyncFunction<I, O>, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;

    PickledAsync(Cell<AsyncFunction<I, O>> cell) {
        super(cell);
    }

    @Override
    public void asyncInvoke(I value, ResultFuture<O> result) throws Exception {
        function().asyncInvoke(value, result);
    }

    @Override
    public void timeout(I value, ResultFuture<O> result) throws Exception {
        function().timeout(value, result);
    }

    @Override
    public TypeInformation<O> getProducedType() {
        return TypeExtractor.getUnaryOperatorReturnType(
                function(), AsyncFunction.class, 0, 1, new int[] {1, 0}, null, "Pickled.async", true);
    }
}
