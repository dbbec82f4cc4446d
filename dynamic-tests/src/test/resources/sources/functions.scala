package shop

sealed trait Shape
case class Circle(radius: Int) extends Shape
case class Square(side: Int) extends Shape
case object Empty extends Shape

object Prices {
  val base: List[Int] = List(10, 20)
  var surcharge = 0
  def of(size: Int): Int = base(size) + surcharge
}

class Till private (val currency: String) {
  def label(cents: Int): String = s"$cents $currency"
}

object Till {
  def open(): Till = new Till("EUR")
}

trait Greeter {
  def name: String
  def greet(other: String): String = name + " greets " + other
}

class Counter(start: Int) {
  private var count = start
  def next(): Int = { count += 1; count }
}

object Functions {
  def twice(x: Int): Int = 2 * x
  def named(name: String, greeting: String = "hello"): String = greeting + " " + name

  def lambda(): Int => Int = { val factor = 6; x => x * factor }
  def two(): (Int, Int) => Int = (x, y) => x * 10 + y
  def methodValue(): Int => Int = twice _
  def defaults(): String => String = name => named(name)
  def closedOver(): () => Int = { var count = 40; () => { count += 1; count } }
  def closedOverObject(): () => String = { var text = "a"; () => { text += "b"; text } }
  def caseClass(): Shape => Shape = { case circle: Circle => circle.copy(radius = circle.radius + 1); case other => other }
  def matching(): Any => String = {
    case Circle(r) if r > 1 => "circle " + r
    case Square(s) => "square " + s
    case Empty => "empty"
    case (a, b) => s"pair $a $b"
    case head :: _ => "list of " + head
    case _ => "other"
  }
  def partial(): PartialFunction[Int, String] = { case 1 => "one"; case n if n > 10 => "many" }
  def collected(): Int => String = { val chosen = partial(); max => (1 to max).collect(chosen).mkString(" ") }
  def lifted(): Int => Option[String] = partial().lift
  def companion(): Int => String = cents => Till.open().label(cents)
  def collections(): Int => String = {
    val prices = Map("tea" -> 3, "rug" -> 40)
    min => prices.filter { case (_, price) => price >= min }.map { case (name, price) => name + price }.toList.sorted.mkString(",")
  }
  def comprehension(): Int => Seq[(Int, Int)] = max => for { a <- 1 to max; b <- a to max if a * b == max } yield (a, b)
  def anonymous(): Greeter = new Greeter { def name = "Ada" }
  def greeting(): Greeter => String = greeter => greeter.greet("Bob")
  def counter(): () => Int = { val counter = new Counter(40); () => counter.next() }
  def lazily(): () => String = { lazy val text = "lazy"; () => text }
  def local(): Int => Int = { def fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2); n => fib(n) }
  def sam(): java.util.function.Function[Int, String] = n => "n" + n
  def composed(): Int => Int = lambda().andThen(twice).compose((x: Int) => x + 1)
  def curried(): Int => Int = ((x: Int) => (y: Int) => x - y)(50)
  def empty(): AnyRef = Empty
  def circle(): Shape = Circle(2)
  def data(): AnyRef = Map("a" -> List(Circle(1), Empty), "b" -> Vector(Some(2), None), "c" -> Set(1, 2, 3, 4, 5, 6), "d" -> Array(1, 2).toSeq)
}

object State {
  def singleton(): Int => Int = { Prices.surcharge = 5; size => Prices.of(size) }
  def samePrices(): Any => Boolean = other => other.asInstanceOf[AnyRef] eq Prices
  def prices(): AnyRef = Prices
}
