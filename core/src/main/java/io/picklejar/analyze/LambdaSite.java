package io.picklejar.analyze;

import io.picklejar.jvm.LambdaRecipe;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;

/**
 * One {@code invokedynamic} call of {@link java.lang.invoke.LambdaMetafactory}, as the class file spells it: nothing is
 * resolved. Names are internal names, types are descriptors.
 */
record LambdaSite(
        String functionalInterface,
        String samName,
        String samDescriptor,
        Handle implementation,
        String instantiatedDescriptor,
        String factoryParameters,
        boolean serializable,
        List<String> markers,
        List<String> bridges) {

    /** The recipe that this call site of {@code capturingClass} stands for. */
    LambdaRecipe resolve(Class<?> capturingClass) throws ClassNotFoundException {
        List<Class<?>> markerClasses = new ArrayList<>();
        for (String marker : markers) {
            markerClasses.add(ClassNames.load(marker, capturingClass));
        }
        return new LambdaRecipe(
                capturingClass,
                ClassNames.load(functionalInterface, capturingClass),
                samName,
                samDescriptor,
                implementation.getTag(),
                ClassNames.load(implementation.getOwner(), capturingClass),
                implementation.getName(),
                implementation.getDesc(),
                implementation.isInterface(),
                instantiatedDescriptor,
                factoryParameters,
                serializable,
                markerClasses,
                bridges);
    }
}
