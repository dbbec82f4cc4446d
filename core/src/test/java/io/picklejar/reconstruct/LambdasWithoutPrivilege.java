package io.picklejar.reconstruct;

import io.picklejar.analyze.LambdaNotRecoveredException;
import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.lambdas.LambdaKind;
import io.picklejar.lambdas.LambdaKinds;
import java.io.Serializable;

/** The main class of a JVM in which privileged access is switched off; prints what becomes of each kind of lambda. */
final class LambdasWithoutPrivilege {
    private LambdasWithoutPrivilege() {}

    public static void main(String[] arguments) throws Throwable {
        System.out.println("tier " + Access.tier());
        for (LambdaKind kind : LambdaKinds.all()) {
            String serializable = kind.lambda() instanceof Serializable ? "serializable " : "";
            System.out.println(serializable + outcome(kind) + ": " + kind);
        }
    }

    private static String outcome(LambdaKind kind) throws Throwable {
        LambdaRecipe recipe;
        Object[] captured;
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
