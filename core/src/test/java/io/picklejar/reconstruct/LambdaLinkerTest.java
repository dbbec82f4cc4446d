package io.picklejar.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import io.picklejar.lambdas.OwnLoader;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LambdaLinkerTest {
    static List<LambdaKind> kinds() {
        return LambdaKinds.all();
    }

    static List<LambdaKind> kindsOfAnotherLoader() {
        return new OwnLoader().kinds();
    }

    @ParameterizedTest
    @MethodSource({"kinds", "kindsOfAnotherLoader"})
    void linkedLambdaBehavesAsTheOriginal(LambdaKind kind) throws Throwable {
        LambdaRecipe recipe = LambdaRecovery.recipeOf(kind.lambda());

        Object copy = LambdaLinker.link(recipe, LambdaRecovery.captured(kind.lambda()));

        assertThat(copy.getClass()).isNotEqualTo(kind.lambda().getClass());
        assertThat(copy.getClass().getInterfaces())
                .containsExactlyInAnyOrder(kind.lambda().getClass().getInterfaces());
        assertThat(kind.call(copy)).isEqualTo(kind.call(kind.lambda()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void linkedLambdaCanBeTakenApartAgain(LambdaKind kind) throws Throwable {
        LambdaRecipe recipe = LambdaRecovery.recipeOf(kind.lambda());
        @Nullable Object[] captured = LambdaRecovery.captured(kind.lambda());

        Object copy = LambdaLinker.link(recipe, captured);

        assertThat(LambdaLinker.recipeOf(copy.getClass())).isEqualTo(recipe);
        assertThat(LambdaRecovery.recipeOf(copy)).isEqualTo(recipe);
        assertThat(LambdaRecovery.captured(copy)).containsExactly(captured);
    }

    @Test
    void oneRecipeIsLinkedOnce() throws Throwable {
        LambdaRecipe recipe = LambdaRecovery.recipeOf(appending("a"));

        Object first = LambdaLinker.link(recipe, new Object[] {"b"});
        Object second = LambdaLinker.link(recipe, new Object[] {"c"});

        assertThat(second.getClass()).isSameAs(first.getClass());
        assertThat(call(first)).isEqualTo("xb");
        assertThat(call(second)).isEqualTo("xc");
    }

    @Test
    void lambdasThatCaptureNothingAreOneObject() throws Throwable {
        Supplier<String> lambda = () -> "nothing";
        LambdaRecipe recipe = LambdaRecovery.recipeOf(lambda);

        assertThat(LambdaLinker.link(recipe, new Object[0])).isSameAs(LambdaLinker.link(recipe, new Object[0]));
    }

    @Test
    void capturedValueOfAnotherTypeIsRefused() {
        LambdaRecipe recipe = LambdaRecovery.recipeOf(appending("a"));

        assertThatThrownBy(() -> LambdaLinker.link(recipe, new Object[] {1})).isInstanceOf(ClassCastException.class);
    }

    @Test
    void recipesOfOtherLambdasAreUnknown() {
        assertThat(LambdaLinker.recipeOf(appending("a").getClass())).isNull();
    }

    @Test
    void packagePrivateMethodOfAnotherLoaderIsReachedThroughItsOwnClass() throws Throwable {
        LambdaKind kind = kind("static method of a package mate");
        LambdaRecipe here = LambdaRecovery.recipeOf(kind.lambda());
        Class<?> elsewhere = new OwnLoader().loadClass(here.capturingClass().getName());

        Object copy = LambdaLinker.link(capturedBy(elsewhere, here), new Object[0]);

        assertThat(kind.call(copy)).isEqualTo("abab");
    }

    @Test
    void missingMethodIsNamed() {
        LambdaRecipe here = LambdaRecovery.recipeOf(appending("a"));
        LambdaRecipe missing = new LambdaRecipe(
                here.capturingClass(),
                here.functionalInterface(),
                here.samName(),
                here.samDescriptor(),
                here.implKind(),
                here.implClass(),
                "gone",
                here.implDescriptor(),
                here.implIsInterface(),
                here.instantiatedDescriptor(),
                here.factoryParameters(),
                here.serializable(),
                here.markers(),
                here.bridges());

        assertThatThrownBy(() -> LambdaLinker.link(missing, new Object[] {"b"}))
                .isInstanceOf(NoSuchMethodException.class)
                .hasMessageContaining("LambdaLinkerTest.gone(String,String)String");
    }

    @Test
    void linkedLambdasDoNotKeepTheirLoaderAlive() throws Throwable {
        ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
        Reference<ClassLoader> loader = linkAllKindsOfAnotherLoader(unloaded);

        Reference<? extends ClassLoader> collected = null;
        for (int attempt = 0; collected == null && attempt < 50; attempt++) {
            System.gc();
            collected = unloaded.remove(200);
        }

        assertThat(collected).isSameAs(loader);
    }

    private static Reference<ClassLoader> linkAllKindsOfAnotherLoader(ReferenceQueue<ClassLoader> unloaded)
            throws Throwable {
        OwnLoader loader = new OwnLoader();
        for (LambdaKind kind : loader.kinds()) {
            LambdaLinker.link(LambdaRecovery.recipeOf(kind.lambda()), LambdaRecovery.captured(kind.lambda()));
        }
        return new WeakReference<>(loader, unloaded);
    }

    private static LambdaKind kind(String name) {
        return kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LambdaRecipe capturedBy(Class<?> capturingClass, LambdaRecipe recipe) {
        return new LambdaRecipe(
                capturingClass,
                recipe.functionalInterface(),
                recipe.samName(),
                recipe.samDescriptor(),
                recipe.implKind(),
                recipe.implClass(),
                recipe.implName(),
                recipe.implDescriptor(),
                recipe.implIsInterface(),
                recipe.instantiatedDescriptor(),
                recipe.factoryParameters(),
                recipe.serializable(),
                recipe.markers(),
                recipe.bridges());
    }

    private static Function<String, String> appending(String suffix) {
        return text -> text + suffix;
    }

    @SuppressWarnings("unchecked")
    private static Object call(Object function) {
        return ((Function<String, String>) function).apply("x");
    }
}
