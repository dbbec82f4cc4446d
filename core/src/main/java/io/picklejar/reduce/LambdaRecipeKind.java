package io.picklejar.reduce;

import io.picklejar.jvm.LambdaRecipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recipe of a lambda, shared by all lambdas of one call site. */
final class LambdaRecipeKind extends Kind<LambdaRecipe> {
    private static final int FIXED = 13;

    LambdaRecipeKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == LambdaRecipe.class;
    }

    @Override
    public Reduction<?> reduce(LambdaRecipe recipe, ReduceContext context) {
        List<Object> args = new ArrayList<>(List.of(
                new HostClass(recipe.capturingClass()),
                new HostClass(recipe.functionalInterface()),
                recipe.samName(),
                recipe.samDescriptor(),
                recipe.implKind(),
                new HostClass(recipe.implClass()),
                recipe.implName(),
                recipe.implDescriptor(),
                recipe.implIsInterface(),
                recipe.instantiatedDescriptor()));
        args.add(recipe.factoryParameters());
        args.add(recipe.serializable());
        args.add(recipe.markers().size());
        recipe.markers().forEach(marker -> args.add(new HostClass(marker)));
        args.addAll(recipe.bridges());
        return Reduction.of(this, args.toArray());
    }

    @Override
    public LambdaRecipe make(@Nullable Object[] args) {
        int markerCount = Args.number(args, FIXED - 1);
        List<Class<?>> markers = new ArrayList<>();
        for (int i = 0; i < markerCount; i++) {
            markers.add(Args.type(args, FIXED + i));
        }
        List<String> bridges = new ArrayList<>();
        for (int i = FIXED + markerCount; i < args.length; i++) {
            bridges.add(Args.string(args, i));
        }
        return new LambdaRecipe(
                Args.type(args, 0),
                Args.type(args, 1),
                Args.string(args, 2),
                Args.string(args, 3),
                Args.number(args, 4),
                Args.type(args, 5),
                Args.string(args, 6),
                Args.string(args, 7),
                Args.flag(args, 8),
                Args.string(args, 9),
                Args.string(args, 10),
                Args.flag(args, 11),
                markers,
                bridges);
    }
}
