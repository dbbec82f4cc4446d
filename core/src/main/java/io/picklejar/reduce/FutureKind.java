package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A future that is done: with its result, or with what it failed with. One that is not is among the {@link LiveResources}. */
final class FutureKind extends Kind<CompletableFuture<?>> {
    FutureKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == CompletableFuture.class;
    }

    @Override
    public @Nullable Reduction<?> reduce(CompletableFuture<?> future, ReduceContext context) {
        if (!future.isDone()) {
            return null;
        }
        try {
            return Reduction.of(this, false, future.join());
        } catch (CompletionException e) {
            return Reduction.of(this, true, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException cancelled) {
            return Reduction.of(this, true, cancelled);
        }
    }

    @Override
    public ObjectPath step(ObjectPath path, CompletableFuture<?> future, int argument) {
        return path.field("result");
    }

    @Override
    @SuppressWarnings("NullAway") // a result may be null
    public CompletableFuture<?> make(@Nullable Object[] args) {
        return Args.flag(args, 0)
                ? CompletableFuture.failedFuture((Throwable) Args.notNull(args, 1))
                : CompletableFuture.completedFuture(args[1]);
    }
}
