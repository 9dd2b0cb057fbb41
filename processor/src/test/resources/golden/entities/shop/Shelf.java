package shop;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.ManyToMany;
import org.kinglet.MappedBy;
import org.kinglet.Ref;
import org.kinglet.Through;

/** Rows that go with each other by tables between. */
public class Shelf {
    @Entity
    public static class Writer {
        @Id
        public long id;

        private final ManyToMany<Book> books = new ManyToMany<>();

        public ManyToMany<Book> getBooks() {
            return books;
        }
    }

    @Entity
    public static class Book {
        @Id
        public String language;

        @Id
        public long number;

        public final ManyToMany<Writer> writers = new ManyToMany<>();

        @Through(Loan.class)
        public final ManyToMany<Reader> readers = new ManyToMany<>();
    }

    @Entity
    public static class Reader {
        @Id
        public long id;

        public final ManyToMany<Book> borrowed = new ManyToMany<>();

        public final ManyToMany<Reader> following = new ManyToMany<>();

        @MappedBy("following")
        public final ManyToMany<Reader> followers = new ManyToMany<>();

        @Through(value = Gift.class, from = "giver")
        public final ManyToMany<Reader> gaveTo = new ManyToMany<>();

        @MappedBy("gaveTo")
        public final ManyToMany<Reader> gotFrom = new ManyToMany<>();

        @Through(table = "labels")
        public final ManyToMany<Label> labels = new ManyToMany<>();
    }

    @Entity
    public record Gift(@Id long id, Ref<Reader> giver, Ref<Reader> taker) {}

    @Entity
    public record Loan(@Id long id, Ref<Reader> reader, Ref<Book> book, int days) {}

    @Entity("label")
    public record Label(@Id long id) {}
}
