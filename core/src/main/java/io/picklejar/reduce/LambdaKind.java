package io.picklejar.reduce;

import io.picklejar.analyze.JdkReferences;
import io.picklejar.analyze.LambdaNotRecoveredException;
import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.error.ObjectPath;
import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.reconstruct.LambdaLinker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lambdas and method references, {@link java.io.Serializable} or not: their recipe and their captured values.
 *
 * <p>cloudpickle: {@code _function_reduce}, {@code _function_getnewargs}.
 */
final class LambdaKind extends Kind<Object> {
    LambdaKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return LambdaRecovery.isLambda(type);
    }

    @Override
    public Reduction<?> reduce(Object lambda, ReduceContext context) {
        LambdaRecipe recipe = recovered(() -> LambdaRecovery.recipeOf(lambda));
        if (context.isByValue(recipe.capturingClass())) {
            recipe = JdkReferences.freed(lambda.getClass(), recipe);
        }
        @Nullable Object[] captured = recovered(() -> LambdaRecovery.captured(lambda));
        @Nullable Object[] newArgs = new Object[1 + captured.length];
        Object code = LambdaCode.of(lambda.getClass(), recipe, context);
        LambdaRecipe travelling = code instanceof LambdaRecipe own ? own : recipe;
        newArgs[0] = code;
        for (int i = 0; i < captured.length; i++) {
            Object value = captured[i];
            newArgs[i + 1] = value != null && context.isByValue(value.getClass())
                    ? new CapturedValue(value, travelling, i)
                    : value;
        }
        Object receiver = captured.length == 0 ? null : captured[0];
        // A method of a by-reference class or interface may call any method of its receiver, which then has to be
        // whole.
        boolean isOwnCode = recipe.runsOnReceiver() && context.isByValue(recipe.implClass());
        if (receiver != null && isOwnCode && context.isByValue(receiver.getClass())) {
            newArgs[1] = new CapturedThis(receiver);
        }
        return Reduction.of(this, newArgs);
    }

    private static <P> P recovered(Supplier<P> part) {
        try {
            return part.get();
        } catch (LambdaNotRecoveredException e) {
            throw new CodeProblemException(Problem.LAMBDA_NOT_RECOVERED, e.what(), e.advice(), e);
        }
    }

    @Override
    public ObjectPath step(ObjectPath path, Object lambda, int argument) {
        return argument == 0 ? path : path.capture(argument - 1);
    }

    @Override
    public Object make(@Nullable Object[] newArgs) throws Exception {
        LambdaRecipe recipe = (LambdaRecipe) Args.notNull(newArgs, 0);
        @Nullable Object[] captured = new Object[newArgs.length - 1];
        System.arraycopy(newArgs, 1, captured, 0, captured.length);
        try {
            return LambdaLinker.link(recipe, captured);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a throwable that is neither exception nor error", e);
        }
    }
}
