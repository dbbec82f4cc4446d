package io.picklejar.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The classes that values of this abstract class, interface or open class have, for types that are not {@code sealed},
 * whose permitted classes are known anyway. Their fields are part of the schema, so they may change as those of other
 * records.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Subtypes {
    /** The classes; each is read by its name, so the order is free. */
    Class<?>[] value();
}
