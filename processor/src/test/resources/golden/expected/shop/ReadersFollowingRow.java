package shop;

import org.kinglet.Entity;
import org.kinglet.Generated;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.OnDelete;
import org.kinglet.Ref;
import org.kinglet.schema.ReferentialAction;

/** Which {@link Shelf.Reader} goes with which {@link Shelf.Reader}. */
@Generated("org.kinglet.processor.EntityProcessor")
@Entity("readers_following")
public record ReadersFollowingRow(
        @Id @OnDelete(ReferentialAction.CASCADE) Ref<Shelf.Reader> fromReader,
        @Id @Index @OnDelete(ReferentialAction.CASCADE) Ref<Shelf.Reader> toReader) {}
