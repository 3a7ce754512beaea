import type { TableMaps } from './table-map.js';

/** Assets, items, software and knowledge. */
export const thingTables: TableMaps = {
  DEVICE: {
    records: ['assets'],
    int: `Did=id ddevnum=id Dsite=site_id Dtype=assettype_id DSLAid=sla_id dseriousness=priority_id DStatus=status_id
      dcontractid=contract_id Dcompanynum=supplier_id`,
    zero: 'DParentDid=parent_id',
    text: 'dinvno=inventory_number Dmemo=notes DGuid=guid DWarrantyNote=warranty_note',
    datetime: 'DWarrantyStartDate=warranty_start DWarrantyEndDate=warranty_end',
    bit: 'dinactive=inactive',
  },
  XTYPE: {
    records: ['assetTypes'],
    int: 'TTypenum=id Tgeneric=assetgroup_id TDefaultSequence=defaultsequence',
    text: 'tdesc=name TTagPrefix=tagprefix TGUID=guid',
  },
  GENERIC: { records: ['assetGroups'], int: 'Ggeneric=id gsortseq=sequence', text: 'gdesc=name GGUID=guid' },
  ITEM: {
    records: ['items'],
    int: 'Iid=id Igeneric=assetgroup_id Isupplier=supplier_id Istatus=status Itaxcode=taxcode',
    float: 'Ibaseprice=baseprice ICostPrice=costprice Iqtyinstock=quantity_in_stock IRecurringPrice=recurringprice',
    text: 'idesc=name Inote=note IInternalReference=internalreference IExternalReference=externalreference INominalCode=nominalcode',
    bit: 'IIsRecurringItem=isrecurringitem',
  },
  LICENCE: {
    records: ['softwareLicences'],
    int: 'LID=id LType=type LCount=count Larea=client_id LSite=site_id LVendorId=supplier_id',
    text: 'LDesc=name LManufacturer=manufacturer LNotes=notes LVendor=supplier_name',
    datetime: 'LPurchaseDate=start_date LDueDate=end_date',
    bit: 'LIsActive=is_active',
  },
  KBENTRY: {
    records: ['kbArticles'],
    int: 'id=id ViewedCount=view_count KBuseful=useful_count KBnotuseful=notuseful_count KBtype=type',
    text: 'abstract=name description=description resolution=resolution',
    datetime: 'datecreated=date_created dateedited=date_edited Nextreviewdate=next_review_date',
    bit: 'KBinactive=inactive',
  },
  FAQLISTHEAD: { records: ['faqLists'], int: 'FAQid=id FAQLevel=level FAQtype=type', text: 'FAQListDesc=name FAQGUID=guid' },
  ATTACHMENT: {
    records: ['attachments'],
    int: 'ATid=id atType=type atUniqueID=unique_id aaunum=agent_id atfilesize=filesize',
    text: 'ATFilename=filename ATNote=note ATDesc=desc ATContentType=contenttype',
    datetime: 'ATDateCreated=datecreated',
    bit: 'ATshowforusers=showforusers atisimage=isimage',
  },
};
