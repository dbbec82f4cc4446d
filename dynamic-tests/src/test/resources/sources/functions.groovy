package shop

import groovy.transform.CompileStatic
import java.util.function.Function

class Greeter implements Function<String, String> {
    String greeting
    String apply(String name) { greeting + ' ' + name }
}

enum Size { SMALL, LARGE }

class Functions {
    int base = 40

    static Function closure() { int factor = 6; return { x -> x * factor } }
    static Function composed() { Closure twice = { it * 2 }; return (twice >> { it + 1 }) }
    static Function curried() { Closure minus = { a, b -> a - b }; return minus.curry(50) }
    static Function dynamicLambda() { int factor = 6; return (x) -> x * factor }
    static Function text() { def name = 'Ada'; def text = "hi ${name}"; return { mark -> text.toString() + mark } }
    static Function lazyText() { def count = 1; def text = "count ${-> count}"; return { count += it; text.toString() } }
    static Function owner() { new Functions().inner() }
    Function inner() { return { x -> x + base } }
    static Function delegated() { Closure length = { -> size() }; return { length.delegate = it; length.resolveStrategy = Closure.DELEGATE_FIRST; length() } }
    static Function collections() { return { int max -> [1, 2, 3, 4].findAll { it <= max }.collect { it * 2 }.sum() } }
    static Function switching() { return { Size size -> switch (size) { case Size.SMALL: return 's'; case Size.LARGE: return 'l' } } }
    static Function bean() { new Greeter(greeting: 'hello') }
    static Function methodPointer() { 'Ada'.&concat as Function }
    static Object size(String name) { Size.valueOf(name) }

    @CompileStatic
    static Function<Integer, Integer> staticLambda() { int factor = 6; return (Integer x) -> x * factor }

    @CompileStatic
    static Function<Integer, Integer> staticClosure() { int factor = 6; return { Integer x -> x * factor } as Function<Integer, Integer> }

    @CompileStatic
    static Function<String, Integer> staticReference() { return String::length }
}
