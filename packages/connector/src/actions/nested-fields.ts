/** Fields that records inside other records are shown and written with; of other nested records only their being there is said. */
export const nestedFields: Readonly<Record<string, readonly string[]>> = {
  CustomField: ['id', 'name', 'label', 'value', 'display'],
  AttachmentListItem: ['id', 'filename', 'datecreated', 'note'],
  NotificationRule: ['id', 'name', 'type'],
};
