package io.picklejar.reduce;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The properties of JavaBeans: name, getter and setter, and what else tells them apart. Of the module {@code
 * java.desktop}, which a receiver may lack; nothing of it is loaded before such a property is met.
 *
 * <p>cloudpickle: {@code _property_reduce}.
 */
final class PropertyKind extends Kind<Object> {
    PropertyKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type.getName().equals("java.beans.PropertyDescriptor");
    }

    @Override
    public Reduction<?> reduce(Object property, ReduceContext context) {
        PropertyDescriptor descriptor = (PropertyDescriptor) property;
        return Reduction.of(
                this,
                descriptor.getName(),
                descriptor.getReadMethod(),
                descriptor.getWriteMethod(),
                descriptor.getPropertyEditorClass(),
                descriptor.isBound(),
                descriptor.isConstrained());
    }

    @Override
    public Object make(@Nullable Object[] args) throws Exception {
        PropertyDescriptor made = new PropertyDescriptor(Args.string(args, 0), (Method) args[1], (Method) args[2]);
        made.setPropertyEditorClass((Class<?>) args[3]);
        made.setBound(Args.flag(args, 4));
        made.setConstrained(Args.flag(args, 5));
        return made;
    }
}
