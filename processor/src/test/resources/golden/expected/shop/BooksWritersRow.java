package shop;

import org.kinglet.Entity;
import org.kinglet.Generated;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.OnDelete;
import org.kinglet.Ref;
import org.kinglet.schema.ReferentialAction;

/** Which {@link Shelf.Book} goes with which {@link Shelf.Writer}. */
@Generated("org.kinglet.processor.EntityProcessor")
@Entity("books_writers")
public record BooksWritersRow(
        @Id @OnDelete(ReferentialAction.CASCADE) Ref<Shelf.Book> book,
        @Id @Index @OnDelete(ReferentialAction.CASCADE) Ref<Shelf.Writer> writer) {}
