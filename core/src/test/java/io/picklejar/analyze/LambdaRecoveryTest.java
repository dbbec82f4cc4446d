package io.picklejar.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LambdaRecoveryTest {
    static List<LambdaKind> kinds() {
        return LambdaKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recipeAgreesWithTheLambdaClass(LambdaKind kind) throws ClassNotFoundException {
        Class<?> lambdaClass = kind.lambda().getClass();
        assertThat(LambdaRecovery.isLambda(lambdaClass)).isTrue();

        LambdaRecipe recipe = LambdaRecovery.recipeOf(kind.lambda());

        LambdaShape shape = LambdaShape.of(lambdaClass);
        assertThat(recipe.capturingClass()).isEqualTo(shape.capturingClass());
        assertThat(recipe.functionalInterface()).isEqualTo(lambdaClass.getInterfaces()[0]);
        assertThat(recipe.factoryParameters()).isEqualTo(shape.factoryParameters());
        assertThat(recipe.samName()).isEqualTo(shape.samName());
        assertThat(recipe.implIsInterface()).isEqualTo(recipe.implClass().isInterface());
        assertThat(recipe.serializable()).isEqualTo(kind.lambda() instanceof Serializable);
        assertThat(LambdaRecovery.captured(kind.lambda())).hasSameSizeAs(LambdaShape.fieldsOf(lambdaClass));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void constantPoolAndCallSitesAgreeWithTheSerializedForm(LambdaKind kind) throws ClassNotFoundException {
        LambdaRecipe recipe = LambdaRecovery.recipeOf(kind.lambda());

        LambdaShape shape = LambdaShape.of(kind.lambda().getClass());
        List<LambdaSite> sites = Objects.requireNonNull(
                        LambdaPool.of(kind.lambda().getClass()))
                .sitesOf(LambdaSites.of(shape.capturingClass()).stream()
                        .filter(shape::fits)
                        .toList());
        assertThat(sites).isNotEmpty();
        assertThat(sites.get(0).resolve(shape.capturingClass())).isEqualTo(recipe);
    }

    @Test
    void recipeIsTheSameForAllLambdasOfACallSite() {
        LambdaRecipe first = LambdaRecovery.recipeOf(appending("a"));

        assertThat(LambdaRecovery.recipeOf(appending("b"))).isSameAs(first);
        assertThat(LambdaRecovery.captured(appending("b"))).containsExactly("b");
    }

    private static Function<String, String> appending(String suffix) {
        return text -> text + suffix;
    }

    @Test
    @SuppressWarnings("unchecked")
    void recipeNamesMarkersBridgesAndTypes() {
        int captured = 1;
        Supplier<String> lambda = (Supplier<String> & RandomAccess & Serializable) () -> "s" + captured;

        LambdaRecipe recipe = LambdaRecovery.recipeOf(lambda);

        assertThat(recipe.functionalInterface()).isEqualTo(Supplier.class);
        assertThat(recipe.markers()).containsExactly(RandomAccess.class);
        assertThat(recipe.serializable()).isTrue();
        assertThat(recipe.implKind()).isEqualTo(MethodHandleInfo.REF_invokeStatic);
        assertThat(recipe.implDescriptor()).isEqualTo("(I)Ljava/lang/String;");
        assertThat(recipe.samDescriptor()).isEqualTo("()Ljava/lang/Object;");
        assertThat(recipe.instantiatedDescriptor()).isEqualTo("()Ljava/lang/String;");
        assertThat(recipe.factoryDescriptor()).isEqualTo("(I)Ljava/util/function/Supplier;");
        assertThat(recipe.bridges()).isEmpty();
        assertThat(recipe)
                .hasToString("io.picklejar.analyze.LambdaRecoveryTest::" + recipe.implName()
                        + " as java.util.function.Supplier");
    }

    @Test
    void namedClassesAreNotLambdas() {
        Supplier<String> anonymous = new Supplier<>() {
            @Override
            public String get() {
                return "";
            }
        };
        assertThat(LambdaRecovery.isLambda(anonymous.getClass())).isFalse();
        assertThat(LambdaRecovery.isLambda(String.class)).isFalse();
        assertThatThrownBy(() -> LambdaRecovery.recipeOf("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a lambda: java.lang.String");
    }

    @Test
    void aWriteReplaceOfTheUserIsNotCalled() {
        WriteReplacing lambda = () -> {
            throw new AssertionError("user code ran");
        };

        assertThat(LambdaRecovery.recipeOf(lambda).samName()).isEqualTo("writeReplace");
    }

    @SuppressWarnings("UnusedMethod")
    private interface WriteReplacing {
        Object writeReplace();
    }
}
