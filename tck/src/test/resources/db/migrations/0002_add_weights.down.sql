alter table birds drop column weight;
