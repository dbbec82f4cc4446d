package io.picklejar.reconstruct;

import io.picklejar.analyze.LambdaNotRecoveredException;
import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import io.picklejar.lambdas.OwnLoader;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The main class of a JVM in which privileged access is switched off; prints what becomes of each kind of lambda. */
final class LambdasWithoutPrivilege {
    private LambdasWithoutPrivilege() {}

    public static void main(String[] arguments) throws Throwable {
        System.out.println("tier " + Access.tier());
        report("", LambdaKinds.all());
        report("own loader, ", new OwnLoader().kinds());
        report("anchored loader, ", new OwnLoader.WithAnchor().kinds());
    }

    private static void report(String place, List<LambdaKind> kinds) throws Throwable {
        for (LambdaKind kind : kinds) {
            String serializable = kind.lambda() instanceof Serializable ? "serializable " : "";
            System.out.println(place + serializable + outcome(kind) + ": " + kind);
        }
    }

    private static String outcome(LambdaKind kind) throws Throwable {
        LambdaRecipe recipe;
        @Nullable Object[] captured;
        try {
            recipe = LambdaRecovery.recipeOf(kind.lambda());
            captured = LambdaRecovery.captured(kind.lambda());
        } catch (LambdaNotRecoveredException refused) {
            return "refused";
        }
        if (!recipe.capturingClass().getName().startsWith("io.picklejar.")) {
            return "of the JDK";
        }
        Object copy = LambdaLinker.link(recipe, captured);
        boolean agrees =
                LambdaRecovery.recipeOf(copy).equals(recipe) && kind.call(copy).equals(kind.call(kind.lambda()));
        return agrees ? "same" : "different";
    }
}
