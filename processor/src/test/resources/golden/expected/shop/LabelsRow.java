package shop;

import org.kinglet.Entity;
import org.kinglet.Generated;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.OnDelete;
import org.kinglet.Ref;
import org.kinglet.schema.ReferentialAction;

/** Which {@link Shelf.Label} goes with which {@link Shelf.Reader}. */
@Generated("org.kinglet.processor.EntityProcessor")
@Entity("labels")
public record LabelsRow(
        @Id @OnDelete(ReferentialAction.CASCADE) Ref<Shelf.Label> label,
        @Id @Index @OnDelete(ReferentialAction.CASCADE) Ref<Shelf.Reader> reader) {}
