package io.picklejar.agent;

import io.picklejar.analyze.LambdaRecovery;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.AgentLink;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/** A main class that prints whether its two lambdas, of which nobody else can tell which is which, are recovered. */
final class TellingProgram {
    private TellingProgram() {}

    public static void main(String[] arguments) {
        System.out.println(Access.tier());
        Supplier<String> first = () -> "first";
        Supplier<String> second = () -> "second";
        for (Supplier<String> lambda : List.of(first, second)) {
            if (LambdaRecovery.recipeOf(lambda).capturingClass() != TellingProgram.class) {
                throw new AssertionError("is another lambda");
            }
            System.out.println(lambda.get() + " " + (lambda instanceof Serializable));
        }
        System.out.println("class file " + (AgentLink.classFile(TellingProgram.class) != null));
    }
}
