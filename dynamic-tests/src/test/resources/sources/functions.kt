package shop

import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.createCoroutine
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine
import kotlin.coroutines.suspendCoroutine

enum class Size { SMALL, LARGE }

data class Item(val name: String, val size: Size = Size.SMALL)

object Prices {
    val base = listOf(10, 20)
    var surcharge = 0
    fun of(item: Item) = base[item.size.ordinal] + surcharge
}

class Till private constructor(private val currency: String) {
    fun label(cents: Int) = "$cents $currency"

    companion object {
        const val DEFAULT = "EUR"
        fun open() = Till(DEFAULT)
    }
}

class Basket {
    lateinit var owner: String
    fun describe(): () -> String = { owner + "'s basket" }
}

fun greet(name: String, greeting: String = "hello", mark: String = "!") = greeting + " " + name + mark

inline fun twice(crossinline block: (Int) -> Int): (Int) -> Int = { block(block(it)) }

inline fun <reified T> isA(): (Any) -> Boolean = { it is T }

fun sizeName(size: Size) = when (size) { Size.SMALL -> "small"; Size.LARGE -> "large" }

class Step(private val started: Continuation<Unit>) : () -> Unit {
    override fun invoke() = started.resume(Unit)
}

object Functions {
    @JvmStatic fun lambda(): (Int) -> Int { val factor = 6; return { it * factor } }
    @JvmStatic fun mutable(): () -> Int { var count = 40; return { count += 1; count } }
    @JvmStatic fun defaults(): (String) -> String = { greet(it, mark = "?") }
    @JvmStatic fun singleton(): (Item) -> Int { Prices.surcharge = 5; return { Prices.of(it) } }
    @JvmStatic fun lateinit(): () -> String = Basket().apply { owner = "Ada" }.describe()
    @JvmStatic fun crossinlined(): (Int) -> Int { val step = 3; return twice { it + step } }
    @JvmStatic fun reified(): (Any) -> Boolean = isA<Item>()
    @JvmStatic fun whens(): (Item) -> String = { sizeName(it.size) + when (it.size) { Size.SMALL -> " s"; Size.LARGE -> " l" } }
    @JvmStatic fun companion(): (Int) -> String = { Till.open().label(it) }
    @JvmStatic fun reference(): (Item) -> String = Item::name
    @JvmStatic fun functionReference(): (Size) -> String = ::sizeName
    @JvmStatic fun constructor(): (String) -> Any = { Item(it) }
    @JvmStatic fun copied(): (Item) -> String = { val (name, size) = it.copy(size = Size.LARGE); name + size }
    @JvmStatic fun sam() = java.util.function.Function<Int, String> { "n" + it }
    @JvmStatic fun local(): (Int) -> Int {
        fun fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2)
        return { fib(it) }
    }
    @JvmStatic fun anonymous(): () -> String = object : () -> String { override fun invoke() = "anonymous" }
    @JvmStatic fun collections(): (List<Int>) -> Map<Boolean, List<Int>> = { it.asSequence().filter { each -> each > 0 }.groupBy { each -> each % 2 == 0 } }
    @JvmStatic fun lazily(): () -> String { val text by lazy { "lazy" }; return { text } }
    @JvmStatic fun item(name: String, size: String) = Item(name, Size.valueOf(size))
    @JvmStatic fun prices(): Any = Prices
    @JvmStatic fun companionObject(): Any = Till
    @JvmStatic fun samePrices(): (Any) -> Boolean = { it === Prices }

    @JvmStatic fun suspending(): suspend (Int) -> Int { val base = 40; return { base + it } }
    @JvmStatic fun runner(): (suspend (Int) -> Int, Int) -> Any? = { block, argument ->
        var result: Any? = null
        val done = object : Continuation<Int> {
            override val context = EmptyCoroutineContext
            override fun resumeWith(value: Result<Int>) { result = value.getOrThrow() }
        }
        val body: suspend () -> Int = { block(argument) }
        body.startCoroutine(done)
        result
    }

    /** A coroutine that waits in its middle: what is left to run is a continuation. */
    @JvmStatic fun started(): () -> String {
        val log = StringBuilder("begun")
        var waiting: Continuation<Unit>? = null
        val body: suspend () -> Unit = {
            val local = " and ended"
            suspendCoroutine { continuation: Continuation<Unit> -> waiting = continuation }
            log.append(local)
        }
        body.startCoroutine(object : Continuation<Unit> {
            override val context = EmptyCoroutineContext
            override fun resumeWith(value: Result<Unit>) { value.getOrThrow() }
        })
        val rest = waiting!!
        return { rest.resume(Unit); log.toString() }
    }
}
